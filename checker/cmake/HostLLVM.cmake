# LLVM and Clang 19: the targets await-tidy-llvm-headers (to compile) and
# await-tidy-llvm (to link, for programs only; modules take their symbols from
# the program that loads them).

# "19" alone is refused by LLVM's version file, and an older LLVM may be
# installed beside it, hence the minor version and the hint.
find_package(LLVM 19.1 REQUIRED CONFIG HINTS /usr/lib/llvm-19)
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

add_library(await-tidy-llvm INTERFACE)
target_link_libraries(await-tidy-llvm INTERFACE await-tidy-llvm-headers
                      clang-cpp LLVM)

# Where the command finds Clang's own headers (stddef.h, ...).
set(AWAIT_TIDY_RESOURCE_DIR
    "${LLVM_INSTALL_PREFIX}/lib/clang/${LLVM_VERSION_MAJOR}"
    CACHE PATH "Clang's resource directory, compiled into the command")
