#!/bin/sh
# Every row of tests/data/illustrative/rollup.csv, worked out by hand in that data's README, against resolution-rollup.
. tests/cli/common.sh
fresh rollup_by_hand
hand=$scratch/hand.tsv
tabs tests/data/illustrative/rollup.csv >"$hand" || exit 1

sed 1d "$hand" | cut -f 2,8 | sort -u >"$scratch/runs"
tab=$(printf '\t')
while IFS=$tab read -r indicator known; do
  wanted=$(awk -F '\t' -v i="$indicator" -v k="$known" 'NR > 1 && $2 == i && $8 == k { print "--period=" $3 }' "$hand" | sort -u)
  # shellcheck disable=SC2086 # words are wanted
  resolution-rollup --quiet --format tsv --indicator "$indicator" ${known:+--as-known=$known} $wanted $illustrative \
    >"$scratch/out" || { echo "resolution-rollup of $indicator failed" >&2; exit 1; }
  columns unit indicator period value reporting owed stood_in numerator denominator <"$scratch/out" |
    awk -F '\t' -v OFS='\t' -v k="$known" '{ print $1, $2, $3, $4, $5, $6, $7, k, $8, $9 }' >>"$scratch/all"
done <"$scratch/runs"

sed 1d "$hand" >"$scratch/wanted"
# The hand leaves out the communes and numerators of what is no ratio or share: only its rows and cells are compared.
awk -F '\t' -v OFS='\t' '
  { key = $1 FS $2 FS $3 FS $8 }
  NR == FNR { rows[key] = 1; if ($9 == "") bare[key] = 1; next }
  key in rows { if (key in bare) $9 = $10 = ""; print }' "$scratch/wanted" "$scratch/all" >"$scratch/got"
same "roll-up by hand" "$scratch/wanted" "$scratch/got"
exit $failed
