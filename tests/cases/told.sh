#!/bin/sh
# How many published figures docs/methods.md says are reproduced, against what progress_cases says.   told.sh PROGRAM ROOT
# shellcheck disable=SC2016 # the quotes that the table has around names are meant
set -eu

program=$1
cd "$2"
failed=0
rows=$(sed -n 's/.*`\([a-z_]*\.json\)`: \([0-9]* of [0-9]*\) |$/\1:\2/p' docs/methods.md)
test -n "$rows" || { echo "docs/methods.md tells of no file: the check itself is broken"; exit 1; }
while IFS=: read -r file told; do
  said=$("$program" "tests/data/published/methods/$file" | tail -n 1) || true
  test "$said" = "$told" || { echo "docs/methods.md: error: $file: told $told, and it is $said"; failed=1; }
done <<END
$rows
END
exit $failed
