#!/bin/sh
# The same bytes whatever the order of the rows, and however they are spread over files given in any order.
. tests/cli/common.sh
fresh any_order

# orders FOLDER: its measurements shuffled, and spread over three files.
orders() {
  rows=examples/data/$1/measurements.csv
  for seed in 1 2; do
    # A fixed order that has nothing to do with the rows': by a number made from each row's own.
    { head -n 1 "$rows"; sed 1d "$rows" | awk -v s=$seed '{ print (NR * 7919 + s * 104729) % 10007 "\t" $0 }' | sort -n | cut -f 2-; } \
      >"$scratch/$1-$seed.csv"
    cmp -s "$rows" "$scratch/$1-$seed.csv" && { echo "$1 was not shuffled" >&2; failed=1; }
  done
  for part in 0 1 2; do
    { head -n 1 "$rows"; sed 1d "$scratch/$1-1.csv" | awk -v p=$part 'NR % 3 == p'; } >"$scratch/$1-part$part.csv"
  done
}

# one FOLDER PROGRAM [OPTION...]
one() {
  plan=examples/data/$1/plan.json
  all=$scratch/$1
  folder=$1
  shift
  "$@" "$plan" "examples/data/$folder/measurements.csv" >"$scratch/want" 2>"$scratch/want.err"
  want=$?
  for files in "$all-1.csv" "$all-2.csv" "$all-part0.csv $all-part1.csv $all-part2.csv" \
    "$all-part2.csv $all-part0.csv $all-part1.csv"; do
    # shellcheck disable=SC2086 # words are wanted
    "$@" "$plan" $files >"$scratch/got" 2>"$scratch/got.err"
    says $want $? "exit code of $* on $files"
    cmp "$scratch/want" "$scratch/got" >&2 || { echo "$* differs on $files" >&2; failed=1; }
  done
  [ -s "$scratch/want" ] || { echo "$* says nothing of $folder" >&2; failed=1; }
}

for folder in viet-nam bac-lieu illustrative; do
  orders $folder
  for format in csv json table; do
    one "$folder" resolution-rollup --format $format
    one "$folder" resolution-reconcile --format $format
    one "$folder" resolution-review --format $format --as-of 2023-06-30
    one "$folder" resolution-review --format $format --summary
  done
done
exit $failed
