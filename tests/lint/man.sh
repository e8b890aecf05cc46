#!/bin/sh
# A man page and its program's --help list the same options, each with the same word for its value; the page has no fault
# that groff or mandoc, where they are there, can tell; and what --help says is said in Vietnamese too.   man.sh PAGE PROGRAM
set -eu

page=$1 program=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Of `--help`: `  --as-of DATE   what it does` or, where the option is long, what it does on the next line.
"$program" --lang en --help | sed -n 's/^  \(--[a-z].*\)/\1/p' | sed 's/  .*//' | LC_ALL=C sort >"$work/help"
# Of the page: the line after .TP, `.BI \-\-as\-of " DATE"` or `.B \-\-wide`.
awk 'begun { print; begun = 0 } /^\.TP/ { begun = 1 }' "$page" | sed -n 's/^\.BI\{0,1\} \(\\-\\-.*\)/\1/p' |
  sed 's/\\//g; s/ "/ /; s/"$//; s/  */ /' | LC_ALL=C sort >"$work/page"

test -s "$work/help" || { echo "$program --help lists no option"; exit 1; }
if ! diff "$work/help" "$work/page" >"$work/differences"; then
  echo "the options of --help (<) and of $page (>) differ:"
  cat "$work/differences"
  exit 1
fi
name=$(basename "$program")
if ! grep -q "^$(echo "$name" | sed 's/-/\\\\-/') " "$page"; then
  echo "$page does not name $name"
  exit 1
fi
# Each option on one line, without its name: no sentence of Vietnamese is without its marks. Short defaults in brackets
# may be words of the command line.
"$program" --lang vi --help | awk '
  function told() { if (line != "") print line; line = "" }
  /^  --/ { told(); inside = 1; line = $0; sub(/^  --[a-z-]*( [^ ]+)?( or [^ ]+)? */, "", line); next }
  /^      / && inside { sub(/^ +/, ""); line = line (line == "" ? "" : " ") $0; next }
  { told(); inside = 0 }
  END { told() }' >"$work/vietnamese"
sed 's/ *\[[^]]*\]$//' "$work/vietnamese" >"$work/sentences"
sed -n 's/.*\[\(.\{21,\}\)\]$/\1/p' "$work/vietnamese" >>"$work/sentences"
LC_ALL=C grep -v '[^ -~]' "$work/sentences" >"$work/untranslated" || true
if [ -s "$work/untranslated" ]; then
  echo "po/vi.po does not translate:"
  cat "$work/untranslated"
  exit 1
fi
if command -v groff >/dev/null; then
  groff -man -ww -z -Tutf8 "$page" >"$work/groff" 2>&1
  test ! -s "$work/groff" || { cat "$work/groff"; exit 1; }
fi
if command -v mandoc >/dev/null; then
  mandoc -T lint -W warning "$page" || exit 1
fi
