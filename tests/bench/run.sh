#!/bin/sh
# The table of docs/performance.md: data sets of one and ten times the rows, made and measured in one run.
#   tests/bench/run.sh BUILD_FOLDER [LEAVES]
# BUILD_FOLDER is one of a release build. LEAVES is the number of units of the lowest level of the larger set
# (default 10,600: 1.08 and 10.8 million rows).
set -eu
build=${1:?the build folder is missing}
leaves=${2:-10600}
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
mkdir "$data/tenth" "$data/whole"
"$build/tests/bench/bench_generate" "$data/tenth" --units "1,63,705,$leaves" --months 2 --indicators 60 --targets
"$build/tests/bench/bench_generate" "$data/whole" --units "1,63,705,$leaves" --months 20 --indicators 60 --targets
"$build/tests/bench/bench" "$data/tenth" "$data/whole"
