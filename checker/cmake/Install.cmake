# What `cmake --install` puts where.

set(programs await-tidy)
if(TARGET await-tidyd)
  list(APPEND programs await-tidyd)
endif()
install(TARGETS ${programs} RUNTIME)
install(TARGETS await-tidy-module await-tidy-plugin
        LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")

# What programs include: marks for the analyzer, without any code, and the
# explorer, a library for tests that is headers only.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/checker/annotations/include/"
                  "${PROJECT_SOURCE_DIR}/checker/explorer/include/"
        TYPE INCLUDE)

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
