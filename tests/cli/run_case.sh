#!/bin/sh
# run_case.sh CASE: run tests/data/cli/CASE/command, a piece of shell, and hold what it says against want.out, want.err
# and want.exit (absent: nothing is said, and the exit code is 0). $here is the case's folder, $scratch an empty one.
# RSL_CLI_ACCEPT=1 writes the wants instead: for a person to read before they are kept.
set -u
here=tests/data/cli/$1
scratch=$RSL_SCRATCH/$1
rm -rf "$scratch"
mkdir -p "$scratch"
. tests/cli/common.sh
export here scratch

# shellcheck disable=SC1090 # each case brings its own
(. "./$here/command") >"$scratch/.out" 2>"$scratch/.err" </dev/null
echo $? >"$scratch/.exit"

keep() {
  if [ -s "$scratch/.$1" ] && [ "$(cat "$scratch/.$1")" != "$2" ]; then
    cp "$scratch/.$1" "$here/want.$1"
  else
    rm -f "$here/want.$1"
  fi
}
if [ "${RSL_CLI_ACCEPT:-}" = 1 ]; then
  keep out ''
  keep err ''
  keep exit 0
  exit 0
fi

failed=0
for part in out err exit; do
  want=$here/want.$part
  if [ ! -f "$want" ]; then
    want=$scratch/.want
    if [ $part = exit ]; then echo 0 >"$want"; else : >"$want"; fi
  fi
  diff -u --label "wanted ($part)" --label "got ($part)" "$want" "$scratch/.$part" || failed=1
done
exit $failed
