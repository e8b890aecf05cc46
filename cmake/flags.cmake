# How everything of ours is compiled: `resolution_flags` is linked privately to every target.

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(resolution_flags INTERFACE)
if(CMAKE_C_COMPILER_ID MATCHES "GNU|Clang")
  target_compile_options(resolution_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wvla
    $<$<BOOL:${RSL_WERROR}>:-Werror>
    # Without it a multiply and an add become one rounding on some processors, and bytes would differ (R10).
    -ffp-contract=off)
endif()

# Sanitizers bring their own exports and undefined symbols: a few checks do not apply to such a build.
string(FIND "${CMAKE_C_FLAGS}" "-fsanitize" at)
if(at GREATER -1)
  set(RSL_SANITIZED ON)
else()
  set(RSL_SANITIZED OFF)
endif()
