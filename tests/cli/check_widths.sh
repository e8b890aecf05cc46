#!/bin/sh
# Every table of the real and the illustrative data fits 80 columns, in both languages; --wide cuts nothing.
. tests/cli/common.sh
fresh widths
for lang in vi en; do
  for data in "$viet_nam" "$bac_lieu" "$illustrative"; do
    name=${data#examples/data/}
    name=$lang-${name%%/*}
    # shellcheck disable=SC2086 # words are wanted
    {
      resolution-rollup --quiet --lang $lang $data >"$scratch/rollup-$name"
      resolution-reconcile --quiet --lang $lang $data >"$scratch/reconcile-$name"
      resolution-check --quiet --lang $lang $data >"$scratch/check-$name"
      for day in 2021-06-30 2023-06-30 2025-12-31 2026-06-30; do
        resolution-review --quiet --reasons --lang $lang --as-of $day $data >"$scratch/review-$day-$name"
        resolution-review --quiet --summary --lang $lang --as-of $day $data >"$scratch/summary-$day-$name"
      done
    }
  done
  # shellcheck disable=SC2086 # words are wanted
  {
    resolution-explain --lang $lang --unit VN --indicator URBAN --period 2020 $viet_nam >"$scratch/explain-$lang"
    sed 1d tests/data/illustrative/ratings.csv | awk -F , '{ print $2 ":" $3 ":" $4 ":2025" }' | sort -u |
      while read -r target; do
        resolution-explain --lang $lang --target "$target" $illustrative
      done >>"$scratch/explain-targets-$lang"
    resolution-review --quiet --wide --lang $lang $viet_nam >"$scratch/wide"
    grep -q '…' "$scratch/wide" && { echo "--wide cuts" >&2; failed=1; }
    rm "$scratch/wide"
  }
  for program in check rollup review reconcile explain progress; do
    resolution-$program --lang $lang --help >"$scratch/help-$program-$lang"
  done
done
"$RSL_TOOLS/table_width" 80 "$scratch"/* >&2 || failed=1
exit $failed
