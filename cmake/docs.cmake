# `cmake --build build/debug --target docs`: the pages, every Doxygen warning an error (docs/Doxyfile says so).
find_program(RSL_DOXYGEN doxygen)
mark_as_advanced(RSL_DOXYGEN)
if(RSL_DOXYGEN AND EXISTS ${PROJECT_SOURCE_DIR}/docs/Doxyfile)
  # The Doxyfile is written for the top folder; where the pages go and the version come from here.
  file(WRITE ${PROJECT_BINARY_DIR}/Doxyfile.in
    "@INCLUDE = docs/Doxyfile\n"
    "PROJECT_NUMBER = ${PROJECT_VERSION}\n"
    "OUTPUT_DIRECTORY = \"${PROJECT_BINARY_DIR}/docs\"\n")
  add_custom_target(docs
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/docs
    COMMAND ${RSL_DOXYGEN} ${PROJECT_BINARY_DIR}/Doxyfile.in
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    COMMENT "Writing the pages to docs/html of the build" VERBATIM)
endif()
