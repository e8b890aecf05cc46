#!/bin/sh
# The problem codes that the sources can give, and those that docs/formats.md lists, are the same.   codes.sh ROOT
# shellcheck disable=SC2016 # the quotes that the list has around codes are meant
set -eu

tools=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$1"

find lib -name '*.[ch]' -print | LC_ALL=C sort | xargs awk -f "$tools/codes.awk" >"$work/places"
failed=0
if grep '^? ' "$work/places" >"$work/unclear"; then
  sed 's/^? \(.*\)/\1: error: the code of this problem cannot be read from the source: give it as a literal/' "$work/unclear"
  failed=1
fi
sed -n 's/^\([a-z].*\) .*/\1/p' "$work/places" | LC_ALL=C sort -u >"$work/given"
sed -n '/^## Problem codes/,/^## [^P]/s/^| `\([a-z0-9_]*\)` |.*/\1/p' docs/formats.md | LC_ALL=C sort >"$work/listed"
if [ ! -s "$work/given" ] || [ ! -s "$work/listed" ]; then
  echo "no codes were found: the check itself is broken"
  exit 1
fi

LC_ALL=C uniq -d "$work/listed" | sed 's/.*/docs\/formats.md: error: & is listed twice/' >"$work/twice"
LC_ALL=C comm -23 "$work/given" "$work/listed" | while read -r code; do
  place=$(sed -n "s/^$code \(.*\)/\1/p" "$work/places" | head -n 1)
  echo "$place: error: $code is given here, and not listed in docs/formats.md"
done >"$work/unlisted"
LC_ALL=C comm -13 "$work/given" "$work/listed" |
  sed 's/.*/docs\/formats.md: error: & is listed, and nothing can give it/' >"$work/ungiven"
cat "$work/twice" "$work/unlisted" "$work/ungiven"
test ! -s "$work/twice" && test ! -s "$work/unlisted" && test ! -s "$work/ungiven" && test $failed -eq 0
