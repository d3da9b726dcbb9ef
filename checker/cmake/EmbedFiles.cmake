# Files of the tree as text inside of the program.

# await_tidy_embed(RESULT HEADER FUNCTION file...)
#
# Sets RESULT to a C++ file that the build makes. It defines
# await_tidy::FUNCTION(), which HEADER declares: the name and the content of each
# file, in the order given.
function(await_tidy_embed result header function)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded/${function}.cpp")
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/EmbedFiles.cmake")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${output}" "-DHEADER=${header}"
            "-DFUNCTION=${function}" "-DFILES=${ARGN}" -P "${script}"
    DEPENDS ${ARGN} "${script}"
    COMMENT "Embedding ${function}" VERBATIM)
  set("${result}" "${output}" PARENT_SCOPE)
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  return()
endif()

set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" content)
  string(APPEND entries
         "      {\"${name}\", R\"~file~(${content})~file~\"},\n")
endforeach()

file(WRITE "${OUTPUT}" "// Generated from files of the tree. Do not edit.
#include \"${HEADER}\"

const std::vector<std::pair<std::string_view, std::string_view>> &
await_tidy::${FUNCTION}() {
  static const std::vector<std::pair<std::string_view, std::string_view>> All{
${entries}  };
  return All;
}
")
