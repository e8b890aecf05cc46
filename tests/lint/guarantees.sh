#!/bin/sh
# Every test that docs/guarantees.md names exists, and every promise names one.   guarantees.sh ROOT BUILD CTEST
# shellcheck disable=SC2016 # the quotes that the page has around names are meant
set -eu

cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
page=docs/guarantees.md

# A test of C is a function that cmocka is given; a test of ctest is one that the build has.
grep -hoE '^static void [a-z0-9_]+\(void \*\*' tests/unit/*.c tests/property/*.c | sed 's/^static void //; s/(.*//' >"$work/known"
"$3" --test-dir "$2" -N | sed -n 's/^ *Test *#[0-9]*: //p' >>"$work/known"
LC_ALL=C sort -u -o "$work/known" "$work/known"

# The last column, between quotes.
awk -F '|' '/^\| / && !/^\| (promise|---) / { print NR "|" $(NF - 1) }' "$page" >"$work/columns"
grep -oE '`[A-Za-z0-9_.-]+`' "$work/columns" | tr -d '`' | LC_ALL=C sort -u >"$work/named"
LC_ALL=C comm -23 "$work/named" "$work/known" | sed "s|.*|$page: error: there is no test &|" >"$work/wrong"
grep -v '`' "$work/columns" | sed "s|\|.*|: error: no test is named|; s|^|$page:|" >>"$work/wrong" || true
test -s "$work/named" || echo "no test was found: the check itself is broken" >>"$work/wrong"
cat "$work/wrong"
test ! -s "$work/wrong"
