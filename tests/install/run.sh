#!/bin/sh
# Install the build to an empty place, move it, and build programs in C and C++ that see nothing but that tree:
# through pkg-config (shared and static) and through find_package.
#   run.sh SOURCE_DIR BUILD_DIR CMAKE GENERATOR CC CXX FLAGS
set -eu

source=$1 build=$2 cmake=$3 generator=$4 cc=$5 cxx=$6 flags=$7
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

step() {
  echo "== $*"
}

step "install"
"$cmake" --install "$build" --prefix "$work/first" >"$work/log" || { cat "$work/log"; exit 1; }
mv "$work/first" "$work/moved"
root=$work/moved

step "what is there"
for wanted in include/resolution/resolution.h include/resolution/version.h share/doc/resolution/LICENSE; do
  test -f "$root/$wanted" || { echo "missing: $wanted"; exit 1; }
done
for program in "$source"/examples/resolution-*.c; do
  test -f "$program" || continue
  name=$(basename "$program" .c)
  "$root/bin/$name" --version >"$work/version" || { echo "$name --version fails where it is installed"; exit 1; }
done
for page in "$source"/docs/man/*.1; do
  test -f "$page" || continue
  test -f "$root/share/man/man1/$(basename "$page")" || { echo "not installed: $page"; exit 1; }
done
if grep -rlF -e "$source" -e "$build" "$root/include" "$root"/lib/*/cmake "$root"/lib/*/pkgconfig 2>/dev/null |
  grep . || grep -rlF -e "$source" -e "$build" "$root"/lib/cmake "$root"/lib/pkgconfig 2>/dev/null | grep .; then
  echo "installed files name the build"
  exit 1
fi

pc=$(find "$root" -name libresolution.pc)
PKG_CONFIG_PATH=$(dirname "$pc")
export PKG_CONFIG_PATH
LD_LIBRARY_PATH=$(dirname "$(dirname "$pc")")${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH

# Flags hold several words, and the shell is meant to part them.
# shellcheck disable=SC2046,SC2086
through_pkg_config() {
  step "pkg-config: $*"
  "$@" $flags $(pkg-config --cflags libresolution) -c "$input" -o "$work/consumer.o"
  "$@" $flags "$work/consumer.o" $(pkg-config --libs libresolution) -o "$work/shared"
  "$work/shared"
  "$@" $flags "$work/consumer.o" "$(dirname "$(dirname "$pc")")/libresolution.a" \
    $(pkg-config --libs --static libresolution | sed 's/-lresolution//') -o "$work/static"
  "$work/static"
}
cd "$source/tests/install"
input=consumer.c
through_pkg_config "$cc" -std=c11 -Wall -Wextra -Wpedantic -Werror
input=consumer.cpp
through_pkg_config "$cxx" -std=c++17 -Wall -Wextra -Wpedantic -Werror

step "find_package"
{
  "$cmake" -G "$generator" -S project -B "$work/build" -DCMAKE_PREFIX_PATH="$root" -DCMAKE_C_COMPILER="$cc" \
    -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_C_FLAGS="$flags" -DCMAKE_CXX_FLAGS="$flags" &&
    "$cmake" --build "$work/build" &&
    cd "$work/build" && ctest --output-on-failure
} >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
tail -n 3 "$work/log"
echo "done"
