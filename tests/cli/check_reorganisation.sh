#!/bin/sh
# What docs/reorganisation.md shows is what its commands print. They stand in ```sh, what they print in the ```text behind
# them, and run in one shell, in their order. With RSL_CLI_ACCEPT=1 the page is written anew, for a person to read.
# shellcheck disable=SC2016 # fences of code, not commands
. tests/cli/common.sh
fresh reorganisation
page=docs/reorganisation.md

awk -v folder="$scratch" '
  /^```sh$/ { into = folder "/" ++block ".sh"; next }
  /^```text$/ { into = folder "/" block ".want"; next }
  /^```$/ { into = ""; next }
  into != "" { print >into }' "$page"
number=1
while [ -f "$scratch/$number.sh" ]; do
  # shellcheck disable=SC1090 # the page's own commands
  . "$scratch/$number.sh" >"$scratch/$number.got"
  number=$((number + 1))
done
if [ "${RSL_CLI_ACCEPT:-}" = 1 ]; then
  awk -v folder="$scratch" '
    function show(file,  line) { while ((getline line <file) > 0) print line }
    skip && /^```$/ { skip = 0 }
    !skip
    /^```sh$/ { block++ }
    /^```text$/ { show(folder "/" block ".got"); skip = 1 }' "$page" >"$scratch/page"
  cp "$scratch/page" "$page"
  exit 0
fi
[ "$number" -gt 2 ] || says "many commands" "$number" "$page"
for want in "$scratch"/*.want; do
  diff -u "$want" "${want%.want}.got" >&2 || failed=1
done
exit $failed
