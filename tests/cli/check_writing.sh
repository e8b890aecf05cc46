#!/bin/sh
# A result is written whole or not at all; a full disk and a closed pipe are exit 74, told once.
. tests/cli/common.sh
fresh writing
out=$scratch/out

# told PROGRAM: standard error holds one line, which names it and what failed.
told() {
  says 1 "$(wc -l <"$scratch/err")" "lines told by $1"
  case $(cat "$scratch/err") in
  "$1: "*": error: could not be written: "*) ;;
  *) says "$1: …: error: could not be written: …" "$(cat "$scratch/err")" "what $1 tells" ;;
  esac
}

figure="--unit VN --indicator URBAN --period 2020"
for run in "rollup $viet_nam" "review $viet_nam" "reconcile $viet_nam" "explain $figure $viet_nam" "check $viet_nam" \
  "check --help" "rollup --help" "explain --version"; do
  program=resolution-${run%% *}
  rest=${run#* }
  if [ -c /dev/full ]; then
    for format in table csv json; do
      # shellcheck disable=SC2086 # words are wanted
      $program --quiet --format $format $rest >/dev/full 2>"$scratch/err"
      says 74 $? "exit code of $run on a full disk"
      told "$program"
    done
    # shellcheck disable=SC2086 # words are wanted
    case $rest in
    *--help | *--version) ;;
    *)
      $program --quiet --output /dev/full $rest 2>"$scratch/err"
      says 74 $? "exit code of $run to /dev/full"
      told "$program"
      ;;
    esac
  fi
  # The reader is gone before the first byte comes: only then does it open the pipe's other side.
  rm -f "$scratch/pipe"
  mkfifo "$scratch/pipe"
  # shellcheck disable=SC2086 # words are wanted
  { exec 3<"$scratch/pipe"; exec 3<&-; touch "$scratch/gone"; } &
  # shellcheck disable=SC2086 # words are wanted
  (
    exec >"$scratch/pipe"
    while [ ! -f "$scratch/gone" ]; do sleep 0.01; done
    $program --quiet $rest 2>"$scratch/err"
    echo $? >"$scratch/exit"
  )
  wait
  rm -f "$scratch/gone"
  says 74 "$(cat "$scratch/exit")" "exit code of $run with a closed pipe"
  told "$program"
done
[ ! -e /dev/full.unfinished ] || { echo "something is left beside /dev/full" >&2; failed=1; }

# To a file: the same bytes, nothing on standard output, and nothing beside it.
mkdir "$out"
# shellcheck disable=SC2086 # words are wanted
{
  resolution-review --quiet --output "$out/review" $viet_nam >"$scratch/stdout"
  says 0 $? "exit code of --output"
  resolution-review --quiet $viet_nam >"$scratch/want"
}
cmp "$scratch/want" "$out/review" >&2 || failed=1
[ ! -s "$scratch/stdout" ] || { echo "--output leaves something on standard output" >&2; failed=1; }

# A failure leaves what stood there as it was, and no file where none was.
cp "$out/review" "$scratch/before"
echo '{' >"$scratch/bad.json"
for run in "review $scratch/bad.json" "review $viet_nam $scratch/no-such.csv" "explain --unit VN --indicator HEALTHY_LIFE --period 1900-01 $viet_nam"; do
  # shellcheck disable=SC2086 # words are wanted
  { resolution-${run%% *} --output "$out/review" ${run#* } 2>"$scratch/err" && echo "$run ends with 0"
    resolution-${run%% *} --output "$out/new" ${run#* } 2>"$scratch/err"; } >"$scratch/stdout"
  [ ! -s "$scratch/stdout" ] || { cat "$scratch/stdout" >&2; failed=1; }
  cmp "$scratch/before" "$out/review" >&2 || { echo "$run touched its output" >&2; failed=1; }
done
says review "$(ls -A "$out")" "what is in the folder after failures"

# A result that does not hold is written, and ends with 1.
# shellcheck disable=SC2086 # words are wanted
resolution-reconcile --quiet --format csv --output "$out/differences" $viet_nam
says 1 $? "exit code of resolution-reconcile --output"
says 33 "$(wc -l <"$out/differences")" "lines of the differences"

# Where it cannot be: a folder, a folder that is not there.
for path in "$out" "$scratch/no/such"; do
  # shellcheck disable=SC2086 # words are wanted
  resolution-review --quiet --output "$path" $viet_nam 2>"$scratch/err"
  says 74 $? "exit code of --output $path"
  told resolution-review
done
# A pipe is written into, not put aside.
rm -f "$scratch/pipe"
mkfifo "$scratch/pipe"
cat "$scratch/pipe" >"$scratch/piped" &
# shellcheck disable=SC2086 # words are wanted
resolution-review --quiet --output "$scratch/pipe" $viet_nam
says 0 $? "exit code of --output to a pipe"
wait
cmp "$scratch/want" "$scratch/piped" >&2 || failed=1
[ -p "$scratch/pipe" ] || { echo "the pipe was replaced" >&2; failed=1; }
exit $failed
