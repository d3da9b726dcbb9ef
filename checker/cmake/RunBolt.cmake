# Orders the code of PROGRAM, in its place; see Bolt.cmake. With TRAIN, the
# profile is made first, in FOLDER.

function(run what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code
                  OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT code EQUAL 0 AND NOT (what STREQUAL training AND code EQUAL 1))
    message(FATAL_ERROR "${what} failed (${code}); build without "
                        "AWAIT_TIDY_BOLT, or look at:\n${output}")
  endif()
endfunction()

if(TRAIN)
  file(REMOVE_RECURSE "${FOLDER}")
  file(MAKE_DIRECTORY "${FOLDER}")
  set(counting "${FOLDER}/counting")
  run("llvm-bolt -instrument" "${BOLT}" "${PROGRAM}" -instrument
      "-instrumentation-file=${FOLDER}/counts" -instrumentation-file-append-pid
      -o "${counting}")
  # As it is; with its includes kept; from these, and with another text.
  set(source "${FOLDER}/training.cpp")
  set(flags -- -std=c++20 "-I${INCLUDES}")
  set(cache "--cache=${FOLDER}/cache" --cache-includes)
  file(READ "${TRAINING}" text)
  file(WRITE "${source}" "${text}")
  run(training "${counting}" --no-config --no-cache "${source}" ${flags})
  run(training "${counting}" --no-config ${cache} "${source}" ${flags})
  file(WRITE "${source}" "${text}\nint more;\n")
  run(training "${counting}" --no-config ${cache} "${source}" ${flags})
  file(GLOB counts "${FOLDER}/counts*")
  if(NOT counts)
    message(FATAL_ERROR "the training runs have counted nothing")
  endif()
  run(merge-fdata "${MERGE}" ${counts} -o "${FOLDER}/profile")
  file(REMOVE_RECURSE "${counting}" "${FOLDER}/cache" ${counts})
endif()

run(llvm-bolt "${BOLT}" "${PROGRAM}" "-data=${FOLDER}/profile"
    -reorder-blocks=ext-tsp -reorder-functions=cdsort -split-functions
    -split-all-cold -split-eh -icf=1 -use-gnu-stack -o "${PROGRAM}.ordered")
file(RENAME "${PROGRAM}.ordered" "${PROGRAM}")
