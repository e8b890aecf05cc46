#!/bin/sh
# A check that cannot fail is no check: each finds what is wrong in a small bad tree, and nothing in a good one.
#   self_test.sh CC CXX
set -eu

cc=$1 cxx=$2
tools=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fresh() { # a good tree, with what could be mistaken for something bad
  rm -rf "$work/tree" "$work/generated"
  mkdir -p "$work/tree/include/resolution" "$work/tree/lib/base" "$work/tree/lib/io" "$work/tree/lib/report" \
    "$work/generated/resolution"
  cd "$work/tree"
  printf '#ifndef V\n#define V\n#define RSL_VERSION "1"\n#endif\n' >"$work/generated/resolution/version.h"
  cat >include/resolution/base.h <<'END'
#ifndef RESOLUTION_BASE_H
#define RESOLUTION_BASE_H
#include <stdint.h>

#include <resolution/version.h>
#define RSL_API __attribute__((visibility("default")))
#ifdef __cplusplus
extern "C" {
#endif
/* RSL_API int rsl_in_a_comment(void); */
RSL_API int rsl_one(int (*with)(void), int b);
typedef struct rsl_pair {
  int time;
} rsl_pair;
RSL_API const char *
rsl_two(void);
#ifdef __cplusplus
}
#endif
#endif
END
  cat >lib/base/good.c <<'END'
/* #include <unistd.h>
   exit(1); */
#include <resolution/base.h>

#include <string.h>

#include "base/good.h" // #include "io/late.h"

#define MANY { /* { */ \
  {
static const char text[] = "fopen(\"{\") // exit(0)";
static const int shape[] = { '{', '"', '\'' };
static int (*table[2])(void) = { 0, 0 };
struct clock_face {
  int (*time)(int now);
};

int rsl_one(int (*with)(void), int b) {
  struct clock_face face = { 0 };
  return with() + b + text[0] + shape[0] + (table[0] != 0) + (face.time != 0 ? face.time(1) : 0);
}

const char *
rsl_two(void)
{
  return text + strlen(text) * 0;
}
END
  printf '#ifndef G\n#define G\nint rsl__good(void);\n#endif\n' >lib/base/good.h
  printf '#include <resolution/base.h>\n' >lib/io/good.c
}

passes() { # passes NAME COMMAND...
  what=$1
  shift
  if ! "$@" >"$work/out" 2>&1; then
    echo "FAILED: $what: a good tree is refused"
    cat "$work/out"
    failures=$((failures + 1))
  fi
}

finds() { # finds PATTERN COMMAND...: it exits 1 and says PATTERN
  pattern=$1
  shift
  status=0
  "$@" >"$work/out" 2>&1 || status=$?
  if [ "$status" -ne 1 ] || ! grep -q -e "$pattern" "$work/out"; then
    echo "FAILED: not found (exit $status): $pattern"
    cat "$work/out"
    failures=$((failures + 1))
  fi
  fresh
}

lint() {
  sh "$tools/lint.sh" "$1" "$work/tree"
}

lines() { # lines COUNT: that many lines of code
  awk -v count="$1" 'BEGIN { for (i = 0; i < count; i++) print "  i++;" }'
}

fresh
for check in layering lengths banned paths; do
  passes $check lint $check
done

# Layering.
late() { # late FILE INCLUDE PATTERN
  printf '#include %s\n' "$2" >>"$1"
  finds "$3" lint layering
}
late lib/base/good.c '"plan/plan.h"' '^lib/base/good.c:.*base may not include "plan/plan.h"'
late lib/base/good.c '<resolution/plan.h>' 'base may not include <resolution/plan.h>'
late lib/base/good.c '<resolution/resolution.h>' 'base may not include <resolution/resolution.h>'
late lib/report/bad.c '"io/late.h"' 'report may not include "io/late.h"'
late lib/io/good.c '"report/table.h"' 'io may not include "report/table.h"'
late lib/base/good.c '<cjson/cJSON.h>' 'only io may include'
late lib/io/good.c '<utf8proc.h>' 'only base may include'
late lib/io/good.c '<unistd.h>' 'not of the standard headers'
late lib/base/good.c '"../io/late.h"' 'included as "layer/name.h"'
late lib/base/good.c 'HEADER' 'cannot be followed'
late include/resolution/base.h '<resolution/plan.h>' 'base may not include'
late include/resolution/base.h '"base/good.h"' 'a public header includes others as'
late include/resolution/base.h '<time.h>' 'a public header may not include'
mkdir lib/odd && late lib/odd/x.c '<string.h>' 'not of a layer'

# Lengths: 60 lines are allowed, 61 are not.
{ echo 'int f(int i) {'; lines 58; echo '}'; } >>lib/base/good.c
passes "a function of 60 lines" lint lengths
fresh
{ echo 'int f(int i) {'; lines 59; echo '}'; } >>lib/base/good.c
finds 'f() has 61 lines' lint lengths
{ echo 'static int'; echo 'long_one(int i)'; echo '{'; echo 'if (i) {'; lines 56; echo '}'; echo '}'; } >>lib/base/good.c
finds 'long_one() has 62 lines' lint lengths
{ echo '#ifdef __cplusplus'; echo 'extern "C" {'; echo '#endif'; echo 'int f(int i) {'; lines 60; echo '}'; } >>lib/io/good.c
finds 'f() has 62 lines' lint lengths
{ echo 'int f(void) {'; echo '}}'; } >>lib/base/good.c
finds 'closing brace without' lint lengths
echo 'int f(void) {' >>lib/base/good.c
finds 'braces do not balance' lint lengths
awk 'BEGIN { for (i = 0; i < 801; i++) print "" }' >lib/base/good.h
finds '801 lines in a file' lint lengths
mkdir tests && { echo 'int f(int i) {'; lines 60; echo '}'; } >tests/t.c
finds '^tests/t.c:1:' lint lengths
rm -r lib include
finds 'the measuring itself is broken' lint lengths

# Banned calls.
banned() { # banned CODE PATTERN
  echo "static void g(void) { $1; }" >>lib/base/good.c
  finds "^lib/base/good.c:.*$2" lint banned
}
banned 'FILE *f = fopen("x", "r")' 'fopen() in lib/'
banned 'printf ("x")' 'printf() in lib/'
banned 'x = (exit)(1), exit(1)' 'exit() in lib/'
banned 'assert(1)' 'assert() in lib/'
banned 'y = z->time(1) + time(NULL)' 'time() in lib/'
banned 'double d = strtod(s, NULL)' 'strtod() in lib/'
banned 'fprintf(stderr, "x")' 'stderr() in lib/'
banned 'free(x)' 'free() in lib/'
banned 'double d = pow(2, 3)' 'pow() in lib/'
banned 'snprintf(b, 9, "%s is %.3f", s, d)' 'printf of a double'
printf '#define QUIT() abort()\n' >>lib/base/good.h
finds 'abort() in lib/' lint banned
printf 'static void g(void) { snprintf(b, 9, "%%d%%%% and %%zu of %%s", 1); }\n' >>lib/base/good.c
passes "a percent sign" lint banned
printf 'static void g(void *x) { free(x); }\n' >lib/base/memory.c
passes "memory in its own file" lint banned
fresh

# Paths and names.
echo "see /""home/somebody/notes.txt" >lib/base/notes.md
finds 'lib/base/notes.md:1:.*a path of one machine' lint paths
echo "see https://example.org/""home/ and lib/""work/x" >lib/base/notes.md
passes "an address is no path" lint paths
touch "lib/base/a b.h"
finds 'a blank in its name' lint paths

# Headers alone.
headers() {
  sh "$tools/headers.sh" "$work/tree" "$work/generated" "$cc" "$cxx"
}
passes "headers" headers
printf '#ifndef P\n#define P\nvoid rsl_p(size_t n);\n#endif\n' >include/resolution/plan.h
finds 'resolution/plan.h does not stand alone' headers
printf '#ifndef P\n#define P\nvoid rsl_p(int new);\n#endif\n' >include/resolution/plan.h
finds 'does not stand alone' headers
printf 'struct twice { int x; };\n' >lib/base/good.h
finds 'base/good.h does not stand alone' headers

# Symbols.
library() {
  "$cc" -shared -fPIC -fvisibility=hidden -w -Iinclude -Ilib -I"$work/generated" lib/base/*.c -o "$work/lib.so"
}
symbols() {
  sh "$tools/symbols.sh" "$work/tree" "$work/lib.so"
}
list() {
  printf 'rsl_one\nrsl_two\n' >lib/resolution.symbols
}
library
sh "$tools/symbols.sh" --update "$work/tree" "$work/lib.so"
printf 'rsl_one\nrsl_two\n' | cmp - lib/resolution.symbols || failures=$((failures + 1))
passes "symbols" symbols
printf 'rsl_one\n' >lib/resolution.symbols
finds 'rsl_two is exported and not in lib/resolution.symbols' symbols
printf 'rsl_one\nrsl_three\nrsl_two\n' >lib/resolution.symbols
finds 'rsl_three is in lib/resolution.symbols and' symbols
list
echo '__attribute__((visibility("default"))) int rsl__inner;' >>lib/base/good.c
library
finds 'rsl__inner is exported and no public header' symbols
list
echo 'RSL_API int rsl_three(void);' >>include/resolution/base.h
library
finds 'rsl_three is declared in a public header and the library has it not' symbols

# Codes of problems.
# shellcheck disable=SC2016 # the quotes of the list are meant
codes() { # codes LISTED CODE...: a page that lists one, and a source that gives the others
  mkdir -p docs
  printf '## Problem codes\n\n| code | what |\n| --- | --- |\n| `%s` | it |\n' "$1" >docs/formats.md
  echo 'void complain(int x, const char *code, const char *format, ...);' >lib/io/late.h
  shift
  for code in "$@"; do
    printf 'void g(void) { complain((1), /* "no" */ "%s", "`%%s` is bad: \\"%%s\\"", "b"); }\n' "$code" >>lib/io/good.c
  done
}
listed() {
  sh "$tools/codes.sh" "$work/tree"
}
codes bad_thing bad_thing
passes "listed codes" listed
codes bad_thing bad_thing odd_thing
finds 'lib/io/good.c:.*odd_thing is given here, and not listed' listed
codes bad_thing odd_thing
finds 'bad_thing is listed, and nothing can give it' listed
codes bad_thing bad_thing 'no code'
finds 'lib/io/good.c:.*cannot be read from the source' listed

test $failures -eq 0 && echo "every check finds what it is for"
