# The order of the code in the programs: what runs together lies together, as
# llvm-bolt (M. Panchenko et al., "BOLT: A Practical Binary Optimizer for Data
# Centers and Beyond", CGO 2019) makes it from counters of a training run. A
# sixth of an analysis is saved; docs/performance.md. It takes more than a minute
# of the build, so it is for what is handed out.
option(AWAIT_TIDY_BOLT "Order the code of the programs by a profile: llvm-bolt"
       OFF)

if(AWAIT_TIDY_BOLT)
  foreach(tool llvm-bolt merge-fdata)
    # Not the link in /usr/bin: by that, it does not find its own library.
    find_program(AWAIT_TIDY_${tool} "${tool}" HINTS "${LLVM_TOOLS_BINARY_DIR}"
                 NO_DEFAULT_PATH)
    if(NOT AWAIT_TIDY_${tool})
      message(FATAL_ERROR
        "AWAIT_TIDY_BOLT takes '${tool}' in ${LLVM_TOOLS_BINARY_DIR}: install "
        "bolt-${LLVM_VERSION_MAJOR}, or leave the option off")
    endif()
  endforeach()
  if(NOT AWAIT_TIDY_LINKS_STATIC_LLVM)
    message(FATAL_ERROR
      "AWAIT_TIDY_BOLT orders LLVM's code as well, so it takes its static "
      "libraries: install libclang-${LLVM_VERSION_MAJOR}-dev and libzstd-dev, "
      "and leave AWAIT_TIDY_STATIC_LLVM on")
  endif()
endif()

# await_tidy_order_code(NAME PROFILE_OF)
#
# Orders the code of the program NAME by what the program PROFILE_OF does, which
# has most of its functions: itself, if it can be trained.
function(await_tidy_order_code name profile_of)
  if(NOT AWAIT_TIDY_BOLT)
    return()
  endif()
  target_link_options("${name}" PRIVATE -Wl,--emit-relocs)
  if(NOT name STREQUAL profile_of)
    add_dependencies("${name}" "${profile_of}")
  endif()
  set(training "${PROJECT_SOURCE_DIR}/checker/frontends/layout/training.cpp")
  add_custom_command(TARGET "${name}" POST_BUILD
    COMMAND "${CMAKE_COMMAND}"
      "-DPROGRAM=$<TARGET_FILE:${name}>"
      "-DBOLT=${AWAIT_TIDY_llvm-bolt}" "-DMERGE=${AWAIT_TIDY_merge-fdata}"
      "-DTRAINING=${training}"
      "-DINCLUDES=${PROJECT_SOURCE_DIR}/checker/frontends/cli/demo"
      "-DFOLDER=${PROJECT_BINARY_DIR}/layout/${profile_of}"
      "-DTRAIN=$<STREQUAL:${name},${profile_of}>"
      -P "${PROJECT_SOURCE_DIR}/checker/cmake/RunBolt.cmake"
    COMMENT "Ordering the code of ${name}"
    VERBATIM)
  set_property(TARGET "${name}" APPEND PROPERTY LINK_DEPENDS "${training}")
endfunction()
