#!/bin/sh
# What the shared library exports is what the public headers declare with RSL_API, and is what lib/resolution.symbols
# lists: a new function is meant to be seen there by whoever reviews it.
#   symbols.sh ROOT LIBRARY            compare
#   symbols.sh --update ROOT LIBRARY   write the list anew
set -eu
LC_ALL=C
export LC_ALL

update=no
if [ "$1" = --update ]; then
  update=yes
  shift
fi
root=$1 library=$2
tools=$(cd "$(dirname "$0")" && pwd)
list=$root/lib/resolution.symbols
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Sanitizers and coverage add names of the implementation, which begin with two underscores.
nm -D --defined-only "$library" | awk '$3 !~ /^__|^_(init|fini)$/ { print $3 }' | sort -u >"$work/exported"
awk -f "$tools/strip.awk" -f "$tools/declared.awk" "$root"/include/resolution/*.h | sort -u >"$work/declared"
test -s "$work/exported" || { echo "error: $library exports nothing: the check itself is broken"; exit 1; }

if [ $update = yes ]; then
  cp "$work/exported" "$list"
fi
failed=0
tell() { # tell MESSAGE: with the names on standard input, if there are any
  while read -r name; do
    echo "error: $name $1"
    failed=1
  done
}
comm -23 "$work/exported" "$work/declared" >"$work/undeclared"
comm -13 "$work/exported" "$work/declared" >"$work/missing"
grep -v '^rsl_[a-z0-9]' "$work/exported" >"$work/misnamed" || true
grep '^rsl_[a-z0-9]*__' "$work/exported" >>"$work/misnamed" || true
comm -23 "$work/exported" "$list" >"$work/unlisted"
comm -13 "$work/exported" "$list" >"$work/gone"
tell "is exported and no public header declares it RSL_API" <"$work/undeclared"
tell "is declared in a public header and the library has it not" <"$work/missing"
tell "is exported and is not a public name" <"$work/misnamed"
tell "is exported and not in lib/resolution.symbols (sh tests/lint/symbols.sh --update . LIBRARY)" <"$work/unlisted"
tell "is in lib/resolution.symbols and the library exports it no more" <"$work/gone"
exit $failed
