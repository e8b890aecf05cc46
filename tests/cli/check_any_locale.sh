#!/bin/sh
# A locale with a decimal comma, and another language, change no byte of CSV and JSON.
. tests/cli/common.sh
fresh any_locale
[ -n "${RSL_TEST_LOCALE:-}" ] || { echo "no locale with a decimal comma could be made"; exit 77; }

# one PROGRAM [OPTION...]
one() {
  LC_ALL=C "$@" >"$scratch/want"
  for locale in "$RSL_TEST_LOCALE" vi; do
    LC_ALL=$locale "$@" >"$scratch/got"
    cmp "$scratch/want" "$scratch/got" >&2 || { echo "$*: differs under LC_ALL=$locale" >&2; failed=1; }
    LC_ALL='' LANG=$locale "$@" >"$scratch/got"
    cmp "$scratch/want" "$scratch/got" >&2 || { echo "$*: differs under LANG=$locale" >&2; failed=1; }
  done
  [ -s "$scratch/want" ] || { echo "$* says nothing" >&2; failed=1; }
}

for format in csv tsv json jsonl; do
  for data in "$viet_nam" "$illustrative"; do
    # shellcheck disable=SC2086 # words are wanted
    {
      one resolution-rollup --format $format $data
      one resolution-review --format $format $data
      one resolution-review --format $format --summary $data
      one resolution-reconcile --format $format $data
    }
  done
done
# shellcheck disable=SC2086 # words are wanted
one resolution-check --format json $viet_nam
# A table follows it, unless --lang is given.
# shellcheck disable=SC2086 # words are wanted
{
  LC_ALL=$RSL_TEST_LOCALE resolution-review $viet_nam >"$scratch/vi"
  LC_ALL=C resolution-review --lang vi $viet_nam >"$scratch/want"
  LC_ALL=$RSL_TEST_LOCALE resolution-review --lang en $viet_nam >"$scratch/en"
  LC_ALL=C resolution-review $viet_nam >"$scratch/want.en"
}
cmp "$scratch/want" "$scratch/vi" >&2 || failed=1
cmp "$scratch/want.en" "$scratch/en" >&2 || failed=1
cmp -s "$scratch/want" "$scratch/want.en" && { echo "the languages do not differ" >&2; failed=1; }
exit $failed
