# cmake -DOUTPUT=<file> "-DFILES=<a.yaml;b.yaml>" -P EmbedModels.cmake
#
# Writes the C++ file that defines await_tidy::embeddedModels().

set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" content)
  string(APPEND entries
         "      {\"${name}\", R\"~model~(${content})~model~\"},\n")
endforeach()

file(WRITE "${OUTPUT}" "// Generated from rules/models/*.yaml. Do not edit.
#include \"models/Embedded.h\"

const std::vector<std::pair<std::string_view, std::string_view>> &
await_tidy::embeddedModels() {
  static const std::vector<std::pair<std::string_view, std::string_view>> All{
${entries}  };
  return All;
}
")
