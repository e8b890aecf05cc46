#!/bin/sh
# Every public function is called in an example, every example is listed for the documentation, and the program that the
# READMEs show is the one that is compiled and run.   complete.sh ROOT
# shellcheck disable=SC2016 # fences of code, not commands
set -eu

cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk -f tests/lint/strip.awk -f tests/lint/declared.awk include/resolution/*.h | LC_ALL=C sort -u >"$work/declared"
grep -hoE 'rsl_[a-z0-9_]+\(' tests/examples/*.c | tr -d '(' | LC_ALL=C sort -u >"$work/called"
LC_ALL=C comm -23 "$work/declared" "$work/called" | sed 's/$/ is in no example of tests\/examples/' >"$work/wrong"
test -s "$work/declared" || echo "no function was found: the check itself is broken" >>"$work/wrong"

for example in tests/examples/*.c examples/resolution-*.c; do
  if [ -f "$example" ]; then
    name=$(basename "$example")
    grep -q "@example $name\$" docs/examples.dox || echo "docs/examples.dox does not list $name" >>"$work/wrong"
  fi
done

for page in README.md docs/README.vi.md; do
  sed -n '/^```c$/,/^```$/p' "$page" | sed '1d;$d' >"$work/shown"
  diff tests/examples/main_job.c "$work/shown" >"$work/difference" ||
    { echo "$page: its program is not tests/examples/main_job.c"; cat "$work/difference"; } >>"$work/wrong"
done
cat "$work/wrong"
test ! -s "$work/wrong"
