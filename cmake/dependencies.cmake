# cJSON reads JSON (lib/io alone), utf8proc knows letters and widths (lib/base alone), io guards cJSON with a lock.

find_package(PkgConfig REQUIRED)
pkg_check_modules(RSL_CJSON REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(RSL_UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_library(RSL_LIBM m)
mark_as_advanced(RSL_LIBM)

if(RSL_BUILD_TESTS)
  pkg_check_modules(RSL_CMOCKA REQUIRED IMPORTED_TARGET cmocka)
endif()
