# LLVM and Clang: the targets await-tidy-llvm-headers (to compile) and
# await-tidy-llvm (to link, for programs only; modules take their symbols from
# the program that loads them).
#
# Clang has no stable interface, so what is built is for one version of it. The
# tests run with these:
set(AWAIT_TIDY_LLVM 19 CACHE STRING "The LLVM to build with: 19 or 22")
set_property(CACHE AWAIT_TIDY_LLVM PROPERTY STRINGS 19 22)

# "19" alone is refused by LLVM's version file, and an older LLVM may be
# installed beside it, hence the minor version and the hint.
find_package(LLVM "${AWAIT_TIDY_LLVM}.1" REQUIRED CONFIG
             HINTS "/usr/lib/llvm-${AWAIT_TIDY_LLVM}")
find_package(Clang REQUIRED CONFIG
             HINTS "${LLVM_INSTALL_PREFIX}/lib/cmake/clang" NO_DEFAULT_PATH)
message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} in ${LLVM_INSTALL_PREFIX}")

add_library(await-tidy-llvm-headers INTERFACE)
target_include_directories(await-tidy-llvm-headers SYSTEM INTERFACE
                           ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
separate_arguments(AWAIT_TIDY_LLVM_DEFINITIONS UNIX_COMMAND
                   "${LLVM_DEFINITIONS}")
target_compile_definitions(await-tidy-llvm-headers INTERFACE
                           ${AWAIT_TIDY_LLVM_DEFINITIONS})

# What is to be used instead of it, the oldest LLVM does not have.
if(LLVM_VERSION_MAJOR GREATER 19)
  target_compile_options(await-tidy-llvm-headers INTERFACE
                         -Wno-deprecated-declarations)
endif()

add_library(await-tidy-llvm INTERFACE)
target_link_libraries(await-tidy-llvm INTERFACE await-tidy-llvm-headers
                      clang-cpp LLVM)

# The language server protocol: in LLVM itself, or in MLIR's package before it
# moved there. AWAIT_TIDY_HAVE_LSP is false without it.
add_library(await-tidy-llvm-lsp INTERFACE)
target_link_libraries(await-tidy-llvm-lsp INTERFACE await-tidy-llvm-headers)
set(AWAIT_TIDY_HAVE_LSP TRUE)
if(NOT EXISTS "${LLVM_INCLUDE_DIR}/llvm/Support/LSP/Transport.h")
  foreach(library MLIRLspServerSupportLib MLIRSupport)
    find_library(AWAIT_TIDY_${library} "${library}" HINTS "${LLVM_LIBRARY_DIRS}"
                 NO_DEFAULT_PATH)
    if(AWAIT_TIDY_${library})
      target_link_libraries(await-tidy-llvm-lsp INTERFACE
                            "${AWAIT_TIDY_${library}}")
    else()
      set(AWAIT_TIDY_HAVE_LSP FALSE)
    endif()
  endforeach()
endif()

# Where the command finds Clang's own headers (stddef.h, ...).
set(AWAIT_TIDY_RESOURCE_DIR
    "${LLVM_INSTALL_PREFIX}/lib/clang/${LLVM_VERSION_MAJOR}"
    CACHE PATH "Clang's resource directory, compiled into the command")
