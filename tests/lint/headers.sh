#!/bin/sh
# Every public header compiles alone, as C11 and as C++; every internal one as C11.
#   headers.sh ROOT BUILD_INCLUDE CC CXX
set -eu

root=$1 generated=$2 cc=$3 cxx=$4
cd "$root"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
count=0

compile() { # compile HEADER COMPILER...: a file that includes it twice and holds nothing else
  header=$1
  shift
  printf '#include <%s>\n#include <%s>\ntypedef int not_empty;\n' "$header" "$header" >"$work/alone.$suffix"
  "$@" -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -Iinclude -I"$generated" -fsyntax-only "$work/alone.$suffix" || {
    echo "error: $header does not stand alone ($1)"
    failed=1
  }
  count=$((count + 1))
}

for file in include/resolution/*.h "$generated"/resolution/*.h; do
  test -f "$file" || continue
  suffix=c
  compile "resolution/$(basename "$file")" "$cc" -std=c11 -Wstrict-prototypes
  suffix=cpp
  compile "resolution/$(basename "$file")" "$cxx" -std=c++11
done
suffix=c
for file in lib/*/*.h; do
  test -f "$file" || continue
  compile "${file#lib/}" "$cc" -std=c11 -Wstrict-prototypes -Ilib -DRSL_BUILDING
done
test "$count" -gt 0 || { echo "error: no header found: the check itself is broken"; exit 1; }
exit $failed
