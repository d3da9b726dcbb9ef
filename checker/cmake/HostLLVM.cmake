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

# The same for programs that users wait for: with Clang's static libraries they
# start in a third of the time and take a quarter less memory, as loading the
# shared ones means to relocate all of LLVM. Not with sanitizers: what two
# libraries have in common, templates of the standard library, would be one copy,
# with or without checks by chance.
add_library(await-tidy-llvm-program INTERFACE)
target_link_libraries(await-tidy-llvm-program INTERFACE await-tidy-llvm-headers)
set(static OFF)
if(NOT AWAIT_TIDY_SANITIZE)
  set(static ON)
endif()
option(AWAIT_TIDY_STATIC_LLVM
       "Link LLVM's static libraries into the command and the server" ${static})
# Which ones differs from version to version. What they need of LLVM is left out:
# Debian's say that it is the shared library.
set(AWAIT_TIDY_CLANG_LIBRARIES)
set(unseen clangTooling clangIndex)
while(AWAIT_TIDY_STATIC_LLVM AND unseen)
  list(POP_FRONT unseen library)
  if(TARGET "${library}" AND library MATCHES "^clang"
     AND NOT "$<TARGET_FILE:${library}>" IN_LIST AWAIT_TIDY_CLANG_LIBRARIES)
    list(APPEND AWAIT_TIDY_CLANG_LIBRARIES "$<TARGET_FILE:${library}>")
    get_target_property(needed "${library}" INTERFACE_LINK_LIBRARIES)
    if(needed)
      list(APPEND unseen ${needed})
    endif()
  endif()
endwhile()
# LLVM's package names libraries that it has not always looked for with success.
if(AWAIT_TIDY_CLANG_LIBRARIES AND TARGET LLVMSupport
   AND TARGET ZLIB::ZLIB AND TARGET zstd::libzstd_shared)
  set(lsp)
  if(TARGET LLVMSupportLSP) # a part of MLIR before
    set(lsp SupportLSP)
  endif()
  llvm_map_components_to_libnames(components
    ${lsp} Support Option Core BitReader ProfileData MC MCParser TargetParser
    WindowsDriver FrontendOpenMP FrontendHLSL Object AsmParser)
  target_link_libraries(await-tidy-llvm-program INTERFACE
    -Wl,--start-group ${AWAIT_TIDY_CLANG_LIBRARIES} -Wl,--end-group
    ${components})
  target_link_options(await-tidy-llvm-program INTERFACE
    -Wl,--gc-sections -Wl,--as-needed)
  set(AWAIT_TIDY_LINKS_STATIC_LLVM ON)
else()
  target_link_libraries(await-tidy-llvm-program INTERFACE await-tidy-llvm)
  message(STATUS "The command is linked to LLVM's shared libraries: it starts "
                 "slower, and takes more memory")
endif()

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
