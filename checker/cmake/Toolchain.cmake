# How our own code is compiled: the target await-tidy-options, and the tools
# that make building fast where they are installed.

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")

find_program(AWAIT_TIDY_CCACHE ccache)
if(AWAIT_TIDY_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${AWAIT_TIDY_CCACHE}")
  # A second clone is compiled as fast as the first. What counts lines says where
  # they are.
  if(NOT AWAIT_TIDY_COVERAGE)
    list(PREPEND CMAKE_CXX_COMPILER_LAUNCHER
         "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}"
         CCACHE_NOHASHDIR=1)
  endif()
endif()

# All that is built here, the tests' programs too. LLVM's libraries are as the
# distribution made them, so a container that crosses over to them looks
# overfull to AddressSanitizer: run with ASAN_OPTIONS=detect_container_overflow=0.
# vptr needs RTTI.
set(AWAIT_TIDY_SANITIZE "" CACHE STRING
    "Sanitizers to build with, e.g. address,undefined")
if(AWAIT_TIDY_SANITIZE)
  add_compile_options(-fsanitize=${AWAIT_TIDY_SANITIZE} -fno-sanitize=vptr
                      -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  add_link_options(-fsanitize=${AWAIT_TIDY_SANITIZE})
endif()

option(AWAIT_TIDY_COVERAGE "Count which lines of the engine run (Clang only)")
if(AWAIT_TIDY_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()

include(CheckLinkerFlag)
check_linker_flag(CXX "-fuse-ld=lld" AWAIT_TIDY_HAVE_LLD)

add_library(await-tidy-options INTERFACE)
target_compile_features(await-tidy-options INTERFACE cxx_std_20)
target_compile_options(await-tidy-options INTERFACE
  -fPIC
  -fno-rtti -fno-exceptions
  # The modules share a process with other plugins; only what a host looks up
  # by name may be visible.
  -fvisibility=hidden
  -Wall -Wextra -Wpedantic -Wno-unused-parameter
  # False alarms of GCC 12 on std::string.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_include_directories(await-tidy-options INTERFACE
  "${PROJECT_SOURCE_DIR}/checker" "${PROJECT_BINARY_DIR}/checker")
if(AWAIT_TIDY_HAVE_LLD)
  target_link_options(await-tidy-options INTERFACE -fuse-ld=lld)
endif()
