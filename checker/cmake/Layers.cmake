# A layer is a folder of checker/ (or rules/), built as object files: rules and
# models register themselves by static initializers, which a linker would drop
# from an archive.

# await_tidy_layer(NAME DIRECTORY [COMMAND_ONLY] [DEPENDS layer...]
#                  [SOURCES file...])
#
# Defines the target await-tidy-NAME. COMMAND_ONLY: not for the modules. A folder without sources is a layer all
# the same, so that its first file needs no change here.
function(await_tidy_layer name directory)
  cmake_parse_arguments(LAYER "COMMAND_ONLY" "" "DEPENDS;SOURCES" ${ARGN})
  file(GLOB found CONFIGURE_DEPENDS "${directory}/*.cpp")
  list(APPEND found ${LAYER_SOURCES})
  set(dependencies await-tidy-options await-tidy-llvm-headers
                   fmt::fmt-header-only)
  foreach(layer IN LISTS LAYER_DEPENDS)
    list(APPEND dependencies "await-tidy-${layer}-headers")
  endforeach()

  # What other layers use of this one: its headers, not its objects.
  add_library("await-tidy-${name}-headers" INTERFACE)
  target_link_libraries("await-tidy-${name}-headers" INTERFACE
                        ${dependencies})

  if(found)
    add_library("await-tidy-${name}" OBJECT ${found})
    target_link_libraries("await-tidy-${name}" PUBLIC ${dependencies})
    set(objects AWAIT_TIDY_OBJECTS)
    if(LAYER_COMMAND_ONLY)
      set(objects AWAIT_TIDY_COMMAND_OBJECTS)
    endif()
    set_property(GLOBAL APPEND PROPERTY "${objects}"
                 "$<TARGET_OBJECTS:await-tidy-${name}>")
  else()
    add_library("await-tidy-${name}" INTERFACE)
    target_link_libraries("await-tidy-${name}" INTERFACE ${dependencies})
  endif()
endfunction()
