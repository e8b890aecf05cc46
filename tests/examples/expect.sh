#!/bin/sh
# A program ends well and prints what a file holds.   expect.sh WANT PROGRAM ARGUMENTS...
set -eu

want=$1
shift
out=$(mktemp)
trap 'rm -f "$out"' EXIT
"$@" >"$out"
diff "$want" "$out"
