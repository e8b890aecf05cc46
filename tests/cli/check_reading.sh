#!/bin/sh
# Standard input, several files, other separators and marks, bad rows left out, and inputs that fail.
. tests/cli/common.sh
fresh reading
plan=examples/data/bac-lieu/plan.json
rows=examples/data/bac-lieu/measurements.csv
resolution-rollup --quiet --format csv $plan $rows >"$scratch/want" || exit 1

# same_as_file WHAT COMMAND...: the roll-up is that of the file.
same_as_file() {
  what=$1
  shift
  "$@" >"$scratch/got" 2>"$scratch/err" || { echo "$what: exit $?" >&2; cat "$scratch/err" >&2; failed=1; }
  cmp "$scratch/want" "$scratch/got" >&2 || { echo "$what differs" >&2; failed=1; }
}
same_as_file "standard input" resolution-rollup --format csv $plan - <$rows
tr ',' '\t' <$rows >"$scratch/rows.tsv"
same_as_file "tabs" resolution-rollup --format csv $plan "$scratch/rows.tsv"
tr ',' ';' <$rows >"$scratch/rows.ssv"
same_as_file "semicolons" resolution-rollup --format csv $plan "$scratch/rows.ssv"
awk '{ printf "%s\r\n", $0 }' $rows >"$scratch/crlf.csv"
same_as_file "CRLF" resolution-rollup --format csv $plan "$scratch/crlf.csv"
tr '\n' '\r' <$rows >"$scratch/cr.csv"
same_as_file "CR" resolution-rollup --format csv $plan "$scratch/cr.csv"
{ printf '\357\273\277'; cat $rows; } >"$scratch/bom.csv"
same_as_file "a byte order mark" resolution-rollup --format csv $plan "$scratch/bom.csv"
awk -F , -v OFS=';' 'NR > 1 { sub(/\./, ",", $4) } { $1 = $1; print }' $rows >"$scratch/comma.csv"
same_as_file "a decimal comma" resolution-rollup --format csv --decimal , $plan "$scratch/comma.csv"
resolution-rollup --format csv $plan "$scratch/comma.csv" >"$scratch/got" 2>"$scratch/err"
says 65 $? "a decimal comma that was not declared"
[ ! -s "$scratch/got" ] || { echo "a bad file gives a result" >&2; failed=1; }
says "$(grep -c '[0-9],[0-9]' "$scratch/comma.csv")" "$(wc -l <"$scratch/err")" "lines of problems"
sed 's/\./,/' "$scratch/comma.csv" | awk 'NR > 1 { sub(/;[0-9]+;/, "&0,") } { print }' >"$scratch/many.csv"
resolution-rollup --format csv $plan "$scratch/many.csv" 2>"$scratch/err"
says 21 "$(wc -l <"$scratch/err")" "20 problems are told, and how many more"
says "resolution-rollup: and 193 more" "$(tail -1 "$scratch/err")" "the last line"
resolution-rollup --max-problems 3 --format csv $plan "$scratch/comma.csv" 2>"$scratch/err"
says 4 "$(wc -l <"$scratch/err")" "--max-problems 3"

# Bad rows: nothing is loaded; with --skip-bad the good ones are, the bad are counted, and kept with the reason.
{ cat $rows; echo '31813,NOT_THERE,2019,1,,,,'; echo '31813,POPULATION,2019'; } >"$scratch/bad.csv"
resolution-rollup --format csv $plan "$scratch/bad.csv" >"$scratch/got" 2>"$scratch/err"
says 65 $? "bad rows"
says 0 "$(wc -c <"$scratch/got")" "bytes of a result from bad rows"
same_as_file "--skip-bad" resolution-rollup --format csv --skip-bad --rejects "$scratch/rejects.csv" $plan "$scratch/bad.csv"
grep -q '^resolution-rollup: rows left out as bad: 2$' "$scratch/err" || { cat "$scratch/err" >&2; failed=1; }
says 3 "$(wc -l <"$scratch/rejects.csv")" "lines of the rejects"
grep -q 'NOT_THERE.*unknown indicator' "$scratch/rejects.csv" || { cat "$scratch/rejects.csv" >&2; failed=1; }
same_as_file "--skip-bad --quiet" resolution-rollup --quiet --format csv --skip-bad $plan "$scratch/bad.csv"
resolution-rollup --quiet --skip-bad --rejects "$scratch/no/such" $plan "$scratch/bad.csv" >"$scratch/got" 2>"$scratch/err"
says 74 $? "rejects that cannot be written"
says 1 "$(grep -c 'could not be written' "$scratch/err")" "times that is told"
if [ -c /dev/full ]; then
  resolution-rollup --quiet --skip-bad --rejects /dev/full $plan "$scratch/bad.csv" >"$scratch/got" 2>"$scratch/err"
  says 74 $? "rejects on a full disk"
  says 0 "$(wc -c <"$scratch/got")" "bytes of a result without its rejects"
fi

# The same figure twice.
{ cat $rows; sed -n 2p $rows; } >"$scratch/twice.csv"
resolution-rollup --format csv $plan "$scratch/twice.csv" >"$scratch/got" 2>"$scratch/err"
says 65 $? "the same figure twice"
same_as_file "--on-duplicate last" resolution-rollup --format csv --on-duplicate last $plan "$scratch/twice.csv"
resolution-rollup --format csv $plan $rows $rows >"$scratch/got" 2>"$scratch/err"
says 65 $? "the same file twice"

# --quiet: nothing but errors.
resolution-rollup --quiet --as-known 2020-01-01 $plan $rows 2>"$scratch/err" >"$scratch/got"
says "" "$(cat "$scratch/err")" "what --quiet tells"

# An input that fails after its first bytes is 74; absent, or never readable, it is 66.
if [ -x "$RSL_TOOLS/broken_input" ]; then
  for program in check rollup review reconcile; do
    "$RSL_TOOLS/broken_input" $rows resolution-$program $plan - >"$scratch/got" 2>"$scratch/err"
    says 74 $? "exit code of resolution-$program whose measurements fail while being read"
    says "resolution-$program: -: error: reading the file failed before its end" "$(cat "$scratch/err")" "what it tells"
    says 0 "$(wc -c <"$scratch/got")" "bytes of its result"
    "$RSL_TOOLS/broken_input" $plan resolution-$program - >"$scratch/got" 2>"$scratch/err"
    says 74 $? "exit code of resolution-$program whose plan fails while being read"
  done
fi
for program in check rollup review reconcile; do
  resolution-$program $plan - <&- >"$scratch/got" 2>"$scratch/err"
  says 66 $? "exit code of resolution-$program with a closed standard input"
  resolution-$program $plan - </ >"$scratch/got" 2>"$scratch/err"
  says 66 $? "exit code of resolution-$program with a folder as standard input"
  resolution-$program "" >"$scratch/got" 2>"$scratch/err"
  says 66 $? "exit code of resolution-$program with an empty name"
done
exit $failed
