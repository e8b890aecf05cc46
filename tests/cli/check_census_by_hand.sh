#!/bin/sh
# The census of Bạc Liêu by district and province (tests/data/published/bac_lieu_2019.csv) against 64 communes rolled up.
. tests/cli/common.sh
fresh census_by_hand
hand=$scratch/hand.tsv
tabs tests/data/published/bac_lieu_2019.csv >"$hand" || exit 1

# shellcheck disable=SC2086 # words are wanted
resolution-rollup --quiet --format tsv --period 2019-04-01 --level province --level district $bac_lieu >"$scratch/out" ||
  exit 1
columns unit indicator value reporting owed <"$scratch/out" >"$scratch/figures"
# compare COLUMN INDICATOR
compare() {
  columns unit "$1" communes <"$hand" | awk -F '\t' -v OFS='\t' '{ print $1, $2, $3, $3 }' >"$scratch/wanted"
  awk -F '\t' -v OFS='\t' -v i="$2" '$2 == i { print $1, $3, $4, $5 }' "$scratch/figures" >"$scratch/got"
  same "$1" "$scratch/wanted" "$scratch/got"
}
compare population CENSUS_POPULATION
compare urban CENSUS_URBAN
compare households CENSUS_HOUSEHOLDS
compare urban_share CENSUS_URBAN_SHARE
compare persons_per_household PERSONS_PER_HOUSEHOLD
exit $failed
