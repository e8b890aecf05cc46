# What lib/ may not call: files, the terminal, the process, the locale, the clock, unchecked C, libm's transcendental
# functions (R10 has its own). Use after strip.awk: awk -f strip.awk -f banned.awk lib/base/date.c ...

BEGIN {
  ban("fopen freopen fclose fread fgets tmpfile remove rename popen system", "bytes come and go through rsl_source and rsl_sink")
  ban("printf vprintf fprintf vfprintf puts fputs putchar putc fputc perror fwrite", "the library prints nothing")
  ban("exit _Exit quick_exit atexit abort assert raise signal longjmp setjmp", "a failure is an rsl_status")
  ban("strtod strtof strtold atof scanf sscanf setlocale localeconv strcoll strxfrm", "text and numbers do not depend on a locale")
  ban("isalpha isdigit isalnum isspace isupper islower ispunct tolower toupper", "text and numbers do not depend on a locale")
  ban("atoi atol atoll strtol strtoll strtoul strtoull", "they do not tell overflow from a number, or take what is not declared")
  ban("strtok gets sprintf vsprintf strcat alloca rand srand", "there is a checked way")
  ban("getenv time clock localtime gmtime mktime ctime asctime timespec_get", "the library reads no environment and no clock")
  ban("malloc calloc realloc free aligned_alloc strdup", "memory comes from the caller's allocator (base/memory.h)")
  ban("pow powl powf exp expl exp2 expm1 log logl log2 log10 log1p cbrt sin cos tan", "bytes may not depend on a libm (R10)")
  ban("stdout stderr stdin", "the library prints nothing")
  # What is malloc's own is in one file.
  allowed["lib/base/memory.c:malloc"] = allowed["lib/base/memory.c:realloc"] = allowed["lib/base/memory.c:free"] = 1
  # So is what opens files.
  allowed["lib/io/file.c:fopen"] = allowed["lib/io/file.c:fclose"] = allowed["lib/io/file.c:fread"] = 1
  allowed["lib/io/file.c:stdin"] = 1
}

function ban(words, why,    list, i) {
  for (i = split(words, list, " "); i > 0; i--) {
    reason[list[i]] = why
  }
}

function problem(message) {
  printf "%s:%d: error: %s\n", FILENAME, FNR, message
  failed = 1
}

FNR == 1 {
  new_file()
}

{
  code = strip($0)
  if (directive(code) && code !~ /^[ \t]*#[ \t]*define/) {
    next
  }
  rest = code
  before = ""
  while (match(rest, /[A-Za-z_][A-Za-z0-9_]*/)) {
    word = substr(rest, RSTART, RLENGTH)
    before = before substr(rest, 1, RSTART - 1)
    rest = substr(rest, RSTART + RLENGTH)
    # A member may bear any name; what is called is followed by its parenthesis.
    if (word in reason && before !~ /(\.|->)[ \t]*$/ && (rest ~ /^[ \t]*\(/ || word ~ /^std(in|out|err)$/) &&
        !((FILENAME ":" word) in allowed)) {
      problem(word "() in lib/: " reason[word])
    }
    before = before word
  }
  text = $0
  gsub(/%%/, "", text)
  if (code ~ /printf/ && text ~ /%[-+#0-9.*]*[lL]?[aAeEfFgG]/) {
    problem("printf of a double in lib/: it depends on a locale")
  }
  words++
}

END {
  if (words == 0) {
    print "error: nothing was read: the check itself is broken"
    failed = 1
  }
  exit failed
}
