#!/bin/sh
# Inputs made to exhaust memory, stack or patience: refused with one clear line, within bounds, at once.
# shellcheck disable=SC3045 # where there is no ulimit -v, the bound is not held
. tests/cli/common.sh
fresh hostile
plan=tests/data/cli/plan.json
# A sanitizer reserves more than any bound.
[ "${RSL_SANITIZED:-OFF}" = ON ] || ulimit -v 400000 2>/dev/null || true

# refused WANTED ARGUMENT...: with this one line.
refused() {
  wanted=$1
  shift
  resolution-check --format csv "$@" >"$scratch/out" 2>"$scratch/err"
  says 1 $? "exit code of resolution-check $*"
  says "severity,where,code,message" "$(head -n 1 "$scratch/out")" "head of resolution-check $*"
  says 2 "$(wc -l <"$scratch/out")" "lines of resolution-check $*"
  timeout 60 resolution-rollup "$@" >"$scratch/out" 2>"$scratch/err"
  says 65 $? "exit code of resolution-rollup $*"
  says 0 "$(wc -c <"$scratch/out")" "bytes of a result"
  says "$wanted" "$(sed "s|^$scratch/||" "$scratch/err")" "what resolution-rollup tells"
}

# repeat TEXT TIMES
repeat() { awk -v t="$1" -v n="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", t }'; }

# A line of 100 MB: in measurements the row is too long, in a plan it is a text that ends nowhere.
{ echo unit,indicator,period,value,note; printf '954,HH,2020,10,'; head -c 100000000 /dev/zero | tr '\0' x; echo; } >"$scratch/line.csv"
refused "line.csv:2:1: error: the row has more than the 1048576 bytes that are allowed" \
  $plan "$scratch/line.csv"
head -c 100000000 /dev/zero | tr '\0' x >"$scratch/line"
refused "line:1:1: error: the row has more than the 1048576 bytes that are allowed" \
  $plan "$scratch/line"
{ printf '{"name": "'; head -c 100000000 /dev/zero | tr '\0' x; } >"$scratch/line.json"
refused "line.json:1:10: error: the text in quotes that begins here has no end" "$scratch/line.json"
refused "line.json: error: the file has more than the 1000000 bytes that are allowed" --max-size 1000000 "$scratch/line.json"
{ printf '{"name": '; head -c 100000000 /dev/zero | tr '\0' 1; printf '}'; } >"$scratch/digits.json"
refused "digits.json:1:10: error: the number has more characters than any figure" "$scratch/digits.json"
rm -f "$scratch"/line*

# 100,000 nested arrays, also closed; and objects.
repeat '[' 100000 >"$scratch/arrays.json"
refused "arrays.json:1:65: error: arrays and objects are nested deeper than is allowed" "$scratch/arrays.json"
{ repeat '[' 100000; repeat ']' 100000; } >"$scratch/closed.json"
refused "closed.json:1:65: error: arrays and objects are nested deeper than is allowed" "$scratch/closed.json"
{ printf '{"x-deep": '; repeat '{"a":' 100000; } >"$scratch/objects.json"
refused "objects.json:1:327: error: arrays and objects are nested deeper than is allowed" "$scratch/objects.json"

# A hundred thousand bad rows: 20 are told, and how many more.
{ echo unit,indicator,period,value; repeat '955,HH,2020,10
' 100000; } >"$scratch/rows.csv"
resolution-rollup $plan "$scratch/rows.csv" 2>"$scratch/err"
says 65 $? "exit code for 100,000 bad rows"
says 21 "$(wc -l <"$scratch/err")" "lines of it"
says "resolution-rollup: and 99980 more" "$(tail -n 1 "$scratch/err")" "the last of them"
resolution-check --format csv $plan "$scratch/rows.csv" >"$scratch/out"
says 1 $? "exit code of resolution-check"
says 100001 "$(wc -l <"$scratch/out")" "lines of resolution-check, which writes every problem"
resolution-check --max-problems 5 --format csv $plan "$scratch/rows.csv" >"$scratch/out" 2>"$scratch/err"
says 6 "$(wc -l <"$scratch/out")" "lines of resolution-check --max-problems 5"
says "resolution-check: and 99995 more" "$(cat "$scratch/err")" "what it tells"
exit $failed
