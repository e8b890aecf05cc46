#!/bin/sh
# What pages of the documentation show is what the programs print now: each `<!-- output of: COMMAND -->` is followed by a block
# of text. $illustrative, $viet_nam and $targets_2019 in a command are a plan and its measurements.
#   pages.sh ROOT BIN PAGE...            compare
#   pages.sh --update ROOT BIN PAGE...   write it anew
set -eu

update=no
if [ "$1" = --update ]; then
  update=yes
  shift
fi
cd "$1"
PATH=$2:$PATH
shift 2
export LC_ALL=C.UTF-8
for name in illustrative viet-nam targets-2019; do
  variable=$(echo "$name" | tr - _)
  eval "$variable='examples/data/$name/plan.json examples/data/$name/measurements.csv'"
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
for page in "$@"; do
  sed -n 's/^<!-- output of: \(.*\) -->$/\1/p' "$page" >"$work/commands"
  test -s "$work/commands" || { echo "$page shows no output"; failed=1; }
  number=0
  while read -r command; do
    number=$((number + 1))
    (eval "$command") </dev/null >"$work/$number" 2>&1 || true
    sed -i 's/ *$//' "$work/$number"
  done <"$work/commands"
  awk -v work="$work" '
    function show(file,  line) { while ((getline line <file) > 0) print line }
    skip && /^```$/ { skip = 0 }
    !skip
    /^<!-- output of: / { begun = 1 }
    begun && /^```text$/ { show(work "/" ++number); skip = 1; begun = 0 }' "$page" >"$work/page"
  if [ $update = yes ]; then cp "$work/page" "$page"; fi
  diff "$page" "$work/page" || { echo "$page shows (<) what is not printed (>)"; failed=1; }
  rm -f "$work"/[0-9]*
done
exit $failed
