# What `cpack` in the build folder makes: a package of Debian for the LLVM that
# this was built with, await-tidy-19_0.1.0_amd64.deb.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME "await-tidy-${LLVM_VERSION_MAJOR}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
    "A static analyzer for C++20 coroutines. It finds decisions that are out of
date by the time they are acted on, because the coroutine was suspended at a
co_await in between. As a command, as modules for clang-tidy-${LLVM_VERSION_MAJOR} and
clang++-${LLVM_VERSION_MAJOR}, and as a server for editors.")
set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_NAME "${CPACK_PACKAGE_NAME}")
# Whoever hands out the package puts a name of their own here.
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "await-tidy <await-tidy@example.org>"
    CACHE STRING "The maintainer that the package of Debian names")
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
# What the programs are linked to, by dpkg-shlibdeps; the headers that Clang
# brings with it, stddef.h and the like, are read by every run.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "libclang-common-${LLVM_VERSION_MAJOR}-dev")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "clang-tidy-${LLVM_VERSION_MAJOR}, pre-commit")
# Of all LLVMs, one has the name in /usr/bin.
set(CPACK_DEBIAN_PACKAGE_PROVIDES await-tidy)
set(CPACK_DEBIAN_PACKAGE_CONFLICTS await-tidy)
set(CPACK_DEBIAN_PACKAGE_REPLACES await-tidy)

include(CPack)
