#!/bin/sh
# Rolled-up totals against what the GSO publishes (tests/data/published/): for 2015-2019 the same to the last digit, and
# after that different exactly where the published figures differ from the sums of their provinces.
. tests/cli/common.sh
fresh published_totals
differences=$scratch/differences.tsv
tabs tests/data/published/population_differences.csv >"$differences" || exit 1

# shellcheck disable=SC2086 # words are wanted
resolution-rollup --quiet --format tsv $viet_nam >"$scratch/rollup" || exit 1
columns unit indicator period value <"$scratch/rollup" >"$scratch/figures"
columns unit indicator period summed <"$differences" >"$scratch/summed"
keys() { awk -F '\t' 'NR == FNR { key[$1 FS $2 FS $3] = 1; next } $1 FS $2 FS $3 in key' "$1" "$2"; }
keys "$scratch/summed" "$scratch/figures" >"$scratch/got"
same "sums of the provinces" "$scratch/summed" "$scratch/got"

tabs tests/data/published/population_parents.csv | columns unit indicator period published | awk -F '\t' '$3 < 2020' \
  >"$scratch/published"
says 70 "$(wc -l <"$scratch/published")" "published totals of 2015-2019"
keys "$scratch/published" "$scratch/figures" >"$scratch/got"
same "totals of 2015-2019 as published" "$scratch/published" "$scratch/got"

tabs tests/data/published/urban_share.csv | columns unit period value numerator denominator >"$scratch/share"
columns indicator unit period value numerator denominator <"$scratch/rollup" | awk -F '\t' '$1 == "URBAN"' | cut -f 2- |
  awk -F '\t' 'NR == FNR { key[$1 FS $2] = 1; next } $1 FS $2 in key' "$scratch/share" - >"$scratch/got"
same "urban shares" "$scratch/share" "$scratch/got"

# shellcheck disable=SC2086 # words are wanted
resolution-reconcile --quiet --format tsv $viet_nam >"$scratch/reconcile"
says 1 $? "exit code of resolution-reconcile"
columns unit indicator period reported rolled_up difference <"$scratch/reconcile" >"$scratch/got"
columns unit indicator period published summed difference <"$differences" | awk -F '\t' '$6 != 0' >"$scratch/listed"
says 32 "$(wc -l <"$scratch/listed")" "published differences"
same "differences" "$scratch/listed" "$scratch/got"

says "VN	POPULATION	2020	97582.694	97582.693	0.001" "$(grep '^VN	POPULATION	2020' "$scratch/got")" "the nation, 2020"
exit $failed
