#!/bin/sh
# What becomes of catalogues: compile_po.sh COMPILE_PO
set -eu

compile_po=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failed=0

cat >good.po <<'END'
# A header, which is no word.
msgid ""
msgstr ""
"Language: vi\n"

#. Kept: texts in several pieces, with what C, CMake and the shell take for their own.
#: lib/base/words.c:1
msgid ""
"b; [c] ${d} "
"\"e\" \\ ??/"
msgstr "một\n"
"hai\t"
msgid "B"
msgstr "sorts before a: bytewise"
msgid "a"
msgstr "á"

#, fuzzy
msgid "left out: fuzzy"
msgstr "x"

msgid "left out: untranslated"
msgstr ""

#~ msgid "left out: obsolete"
#~ msgstr "x"
msgid "é"
msgstr "last: its bytes are beyond ASCII"
END
cat >want.c <<'END'
/* Generated from a catalogue of po/. */
#include "base/words.h"

const struct rsl__word rsl__words_vi[] = {
  { "B",
    "sorts before a: bytewise" },
  { "a",
    "\303\241" },
  { "b; [c] ${d} \042e\042 \134 \077\077/",
    "m\341\273\231t\012hai\011" },
  { "\303\251",
    "last: its bytes are beyond ASCII" },
  { NULL, NULL } /* C has no empty arrays */
};
const size_t rsl__words_vi_count = 4;
END
"$compile_po" vi good.po got.c || failed=1
diff -u want.c got.c || failed=1

refuses() { # refuses CATALOGUE MESSAGE
  printf '%b' "$1" >bad.po
  if "$compile_po" vi bad.po got.c 2>message || ! grep -q -e "$2" message; then
    echo "FAILED: not refused with: $2"
    cat message
    failed=1
  fi
}
refuses 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n' 'bad.po: error: "a" is there twice'
refuses 'msgid "a"\n\nmsgid "b"\nmsgstr "c"\n' 'bad.po:2: error: a msgid without msgstr'
refuses 'msgid "a"\n' 'a msgid without msgstr'
refuses 'msgstr "a"\n' 'bad.po:1: error: a msgstr without msgid'
refuses 'msgid "a\n' 'without its closing quote'
refuses 'msgid "a" b\n' 'something after the closing quote'
refuses 'msgid "\\x41"\n' 'an escape other than'
refuses 'msgctxt "a"\n' 'contexts and plurals are not used here'
refuses 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n' 'contexts and plurals are not used here'
"$compile_po" vi absent.po got.c 2>message && failed=1
grep -q 'absent.po' message || failed=1
exit $failed
