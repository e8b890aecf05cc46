#!/bin/sh
# How many published figures docs/methods.md says are reproduced, wherever it says so, against what progress_cases says; and that it
# tells of every file.   told.sh PROGRAM ROOT
# shellcheck disable=SC2016 # the quotes that the table has around names are meant
set -eu

program=$1
cd "$2"
failed=0
rows=$(grep -o '`[a-z_]*\.json`: [0-9]* of [0-9]*' docs/methods.md | sed 's/`\(.*\)`: /\1:/')
for path in tests/data/published/methods/*.json; do
  file=${path##*/}
  said=$("$program" "$path" | tail -n 1) || true
  told=$(printf '%s\n' "$rows" | sed -n "s/^$file://p" | sort -u)
  test -n "$told" || told="nothing"
  test "$said" = "$told" || { echo "docs/methods.md: error: $file: told $told, and it is $said"; failed=1; }
done
exit $failed
