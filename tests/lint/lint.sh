#!/bin/sh
# One check over a source tree: lint.sh CHECK ROOT   (layering, lengths, banned, paths)
# Every problem is a line FILE:LINE: error: ...; the exit is 1 where there is one.
set -eu

check=$1
tools=$(cd "$(dirname "$0")" && pwd)
cd "$2"

files() { # files FOLDER...: the C files of those folders that are there
  for folder in "$@"; do
    test ! -d "$folder" || find "$folder" -type f -name '*.[ch]' -print
  done | LC_ALL=C sort
}

tree() { # every file of the tree, each ended by a NUL: what git knows or would add, where it is there
  if [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ]; then
    git ls-files -z --cached --others --exclude-standard | sort -zu
  else
    find . \( -name .git -o -path './build*' \) -prune -o -type f -print0 | sed -z 's/^\.\///'
  fi
}

# Names of our files hold no blanks (`paths` sees to it), so that lists of them may be parted by the shell.
# shellcheck disable=SC2046
case $check in
layering) awk -f "$tools/strip.awk" -f "$tools/layering.awk" $(files include/resolution lib) ;;
lengths) awk -f "$tools/strip.awk" -f "$tools/lengths.awk" $(files lib include examples tests cmake) ;;
banned) awk -f "$tools/strip.awk" -f "$tools/banned.awk" $(files lib) ;;
paths)
  # A place on somebody's machine has no business in a source tree.
  found=$(tree | xargs -0 grep -sInE '(^|[^A-Za-z0-9._-])/(home|root|work|Users)/' | sed 's/$/ <- a path of one machine/') || true
  blanks=$(tree | tr '\0' '\n' | grep '[[:space:]]' | sed 's/$/: a blank in its name/') || true
  test -z "$found$blanks" || { printf '%s\n' "$found$blanks"; exit 1; }
  ;;
*)
  echo "unknown check: $check" >&2
  exit 64
  ;;
esac
