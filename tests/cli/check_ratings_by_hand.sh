#!/bin/sh
# Every row of tests/data/illustrative/ratings.csv, worked out by hand in that data's README, against resolution-review.
. tests/cli/common.sh
fresh ratings_by_hand
hand=$scratch/hand.tsv
tabs tests/data/illustrative/ratings.csv >"$hand" || exit 1

for day in 2023-06-30 2025-12-31; do
  # shellcheck disable=SC2086 # words are wanted
  resolution-review --quiet --format tsv --as-of $day $illustrative >"$scratch/out" || exit 1
  columns unit indicator resolution form baseline actual_period actual expected rating flags <"$scratch/out" |
    sed "s/^/$day	/" >>"$scratch/got"
done
says "$(sed 1d "$hand" | wc -l)" "$(wc -l <"$scratch/got")" "how many targets"

# An average's and a yearly form's figures are argued in the README; for the rest every cell is wanted, and of the flags
# those that the README argues for. Progress follows from three of the cells (T5).
sed 1d "$hand" | awk -F '\t' '
  function differs(what, wanted, got) {
    printf "%s: %s: wanted `%s`, got `%s`\n", $1 " " $2 " " $3, what, wanted, got
    bad = 1
  }
  NR == FNR { got[$1 FS $2 FS $3 FS $4] = $0; next }
  {
    if (split(got[$1 FS $2 FS $3 FS $4], is, "\t") == 0) { differs("row", "one", "none"); next }
    if ($5 != is[5]) differs("form", $5, is[5])
    if ($7 != is[7]) differs("actual_period", $7, is[7])
    if ($11 != is[10]) differs("rating", $11, is[10])
    yearly = $5 == "average_per_year" || $5 == "each_year"
    if (!yearly && $6 != is[6]) differs("baseline", $6, is[6])
    if (!yearly && $8 != is[8]) differs("actual", $8, is[8])
    if (!yearly && $7 != "" && $9 != is[9]) differs("expected", $9, is[9])
    if ($10 != "") {
      progress = is[9] == is[6] ? "none" : (is[8] - is[6]) / (is[9] - is[6])
      if (progress == "none" || progress - $10 > 1e-9 || $10 - progress > 1e-9) differs("progress", $10, progress)
    }
    if ($12 != "" && index("|" is[11] "|", "|" $12 "|") == 0) differs("flags", $12, is[11])
    rows++
  }
  END { if (rows == 0) print "no row was compared"; exit bad || rows == 0 }' "$scratch/got" - >&2 || failed=1
exit $failed
