# What `cmake --install` puts where.

set(programs await-tidy)
if(TARGET await-tidyd)
  list(APPEND programs await-tidyd)
endif()
if(AWAIT_TIDY_CLANGD)
  list(APPEND programs await-clangd)
endif()
install(TARGETS ${programs} RUNTIME)
# Not where the linker looks for libraries: they are none to link with, and each
# is for one LLVM.
install(TARGETS await-tidy-module await-tidy-plugin LIBRARY DESTINATION
        "${CMAKE_INSTALL_LIBDIR}/await-tidy/llvm-${LLVM_VERSION_MAJOR}")

# What programs include: marks for the analyzer, without any code, and the
# explorer, a library for tests that is headers only.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/checker/annotations/include/"
                  "${PROJECT_SOURCE_DIR}/checker/explorer/include/"
        TYPE INCLUDE)

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/await-tidy" RENAME copyright)
# The pages that editors open.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/rules"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/await-tidy")

# find_package(AwaitTidy)
include(CMakePackageConfigHelpers)
set(package "${CMAKE_INSTALL_LIBDIR}/cmake/AwaitTidy")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/AwaitTidyConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/AwaitTidyConfig.cmake"
  INSTALL_DESTINATION "${package}"
  PATH_VARS CMAKE_INSTALL_BINDIR CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/AwaitTidyConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/AwaitTidyConfig.cmake"
              "${PROJECT_BINARY_DIR}/AwaitTidyConfigVersion.cmake"
        DESTINATION "${package}")
