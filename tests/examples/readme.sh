#!/bin/sh
# The output that a README shows is what the program prints now.
#   readme.sh ROOT PROGRAM            compare
#   readme.sh --update ROOT PROGRAM   write it, and the program in C, anew
# shellcheck disable=SC2016 # fences of code, not commands
set -eu

update=no
if [ "$1" = --update ]; then
  update=yes
  shift
fi
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=examples/data/viet-nam
failed=0
for page in README.md docs/README.vi.md; do
  options=$(sed -n 's/^<!-- output of: resolution-review \(.*\) -->$/\1/p' "$page")
  # shellcheck disable=SC2086 # they are several words
  "$2" $options "$data/plan.json" "$data/measurements.csv" | sed 's/ *$//' >"$work/output"
  if [ $update = yes ]; then
    awk -v output="$work/output" -v program=tests/examples/main_job.c '
      function show(file,  line) { while ((getline line <file) > 0) print line }
      skip && /^```$/ { skip = 0 }
      !skip
      /^```text$/ { show(output); skip = 1 }
      /^```c$/ { show(program); skip = 1 }' "$page" >"$work/page"
    cp "$work/page" "$page"
  fi
  sed -n '/^```text$/,/^```$/p' "$page" | sed '1d;$d' >"$work/shown"
  diff "$work/shown" "$work/output" || { echo "$page shows (<) what is not printed (>)"; failed=1; }
done
exit $failed
