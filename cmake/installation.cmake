# What `cmake --install` gives: headers, both libraries, libresolution.pc, a CMake package, programs and man pages.
# The CMake package holds two export sets: a program that links the shared library needs none of our dependencies.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/resolution)

install(DIRECTORY include/resolution TYPE INCLUDE FILES_MATCHING PATTERN "*.h")
install(FILES ${PROJECT_BINARY_DIR}/include/resolution/version.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/resolution)
install(TARGETS resolution EXPORT resolution_shared)
install(TARGETS resolution_static EXPORT resolution_static)
install(EXPORT resolution_shared FILE resolution-shared.cmake NAMESPACE resolution:: DESTINATION ${package_dir})
install(EXPORT resolution_static FILE resolution-static.cmake NAMESPACE resolution:: DESTINATION ${package_dir})

configure_package_config_file(cmake/resolution-config.cmake.in ${PROJECT_BINARY_DIR}/resolution-config.cmake
  INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/resolution-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/resolution-config.cmake ${PROJECT_BINARY_DIR}/resolution-config-version.cmake
  DESTINATION ${package_dir})

# The prefix is told from where the .pc file lies, so that an installed tree can be moved.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(pc_prefix ${CMAKE_INSTALL_PREFIX})
else()
  file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
  string(REGEX REPLACE "/$" "" up ${up})
  set(pc_prefix \${pcfiledir}/${up})
endif()
cmake_path(APPEND pc_libdir "\${prefix}" "${CMAKE_INSTALL_LIBDIR}")
cmake_path(APPEND pc_includedir "\${prefix}" "${CMAKE_INSTALL_INCLUDEDIR}")
# Libs.private and not Requires.private: the latter would ask for the dependencies' .pc files even of those who link
# the shared library.
set(pc_libs_private "-lcjson -lutf8proc ${CMAKE_THREAD_LIBS_INIT}")
if(RSL_HAS_ZLIB)
  string(APPEND pc_libs_private " -lz")
endif()
if(RSL_HAS_ZSTD)
  string(APPEND pc_libs_private " -lzstd")
endif()
if(RSL_LIBM)
  string(APPEND pc_libs_private " -lm")
endif()
configure_file(cmake/libresolution.pc.in ${PROJECT_BINARY_DIR}/libresolution.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/libresolution.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(RSL_PROGRAMS)
  # An installed program finds the library beside it, wherever the tree lies.
  file(RELATIVE_PATH from_bin ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
  set_target_properties(${RSL_PROGRAMS} PROPERTIES INSTALL_RPATH "\$ORIGIN/${from_bin}")
  install(TARGETS ${RSL_PROGRAMS})
endif()
include(man)
install(FILES ${RSL_MAN_PAGES} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE TYPE DOC)
