# What the tests of the programs share. Sourced in the top folder, with RSL_BIN, RSL_SCRATCH and RSL_TOOLS set.
# shellcheck shell=sh disable=SC2034 # each test ends with $failed
PATH=$RSL_BIN:$PATH
LC_ALL=C
export PATH LC_ALL
unset LC_MESSAGES LANG

viet_nam="examples/data/viet-nam/plan.json examples/data/viet-nam/measurements.csv"
bac_lieu="examples/data/bac-lieu/plan.json examples/data/bac-lieu/measurements.csv"
illustrative="examples/data/illustrative/plan.json examples/data/illustrative/measurements.csv"
targets_2019="examples/data/targets-2019/plan.json examples/data/targets-2019/measurements.csv"
export viet_nam bac_lieu illustrative targets_2019

# fresh NAME: an empty folder of that name, in $scratch.
fresh() {
  scratch=$RSL_SCRATCH/$1
  rm -rf "$scratch"
  mkdir -p "$scratch"
}

# columns NAME...: of a tab separated file with a head, these columns, without the head.
columns() {
  awk -F '\t' -v OFS='\t' -v names="$*" '
    NR == 1 {
      count = split(names, wanted, " ")
      for (i = 1; i <= NF; i++) place[$i] = i
      for (i = 1; i <= count; i++) if (!(wanted[i] in place)) { print "no column " wanted[i]; exit 1 }
      next
    }
    {
      line = $(place[wanted[1]])
      for (i = 2; i <= count; i++) line = line OFS $(place[wanted[i]])
      print line
    }'
}

# tabs FILE: a CSV file without quotes, with tabs.
tabs() {
  if grep -q '"' "$1"; then
    echo "$1 has quotes" >&2
    return 1
  fi
  tr ',' '\t' <"$1"
}

failed=0
# same WHAT WANTED GOT: two files hold the same lines in any order; else the difference is shown and the test has failed.
same() {
  sort "$2" >"$2.sorted"
  sort "$3" >"$3.sorted"
  if [ ! -s "$2" ]; then
    echo "$1: nothing is wanted" >&2
    failed=1
  elif ! diff -u --label "wanted: $1" --label "got: $1" "$2.sorted" "$3.sorted" >&2; then
    failed=1
  fi
}

# says WANTED GOT WHAT
# shellcheck disable=SC2016 # the backquotes are for people
says() {
  [ "$1" = "$2" ] && return
  printf '%s: wanted `%s`, got `%s`\n' "$3" "$1" "$2" >&2
  failed=1
}

# bad INPUT...: a bad input is the result of resolution-check, and the end of every other program.
bad() {
  resolution-check --format csv "$@"
  echo "resolution-check ends with $?"
  for program in resolution-rollup resolution-review resolution-reconcile; do
    $program "$@" 2>"$scratch/told"
    echo "$program ends with $?"
    [ $program = resolution-rollup ] && cp "$scratch/told" "$scratch/first"
    sed "s/^$program: /PROGRAM: /" "$scratch/told" >"$scratch/told.plain"
    sed "s/^resolution-rollup: /PROGRAM: /" "$scratch/first" | diff - "$scratch/told.plain" || echo "$program tells something else"
  done
  cat "$scratch/first" >&2
}
