# Each folder of lib/ includes only headers of folders named earlier; io and report stand side by side. The public
# headers follow the same order; `plan_campaigns.h` is of the layer `plan`. Standard C alone, but for the libraries we
# use, the lock of io and the threads of base.
# Use after strip.awk, with paths that begin at the top folder: awk -f strip.awk -f layering.awk lib/base/date.c ...

BEGIN {
  count = split("base plan cube progress review io report", names, " ")
  for (i = 1; i <= count; i++) {
    order[names[i]] = i
  }
  split("errno float inttypes limits math stdalign stdarg stdbool stddef stdint stdio stdlib string", names, " ")
  for (i in names) {
    standard[names[i] ".h"] = 1
  }
}

function problem(message) {
  printf "%s:%d: error: %s\n", FILENAME, FNR, message
  failed = 1
}

# May something of layer `from` use layer `to`?
function may(from, to) {
  return to in order && order[to] <= order[from] && !(from == "report" && to == "io")
}

function check_public(header,    layer) {
  layer = header
  sub(/^resolution\//, "", layer)
  sub(/(_.*)?\.h$/, "", layer)
  if (layer != "version" && !may(own, layer)) {
    problem(own " may not include <" header ">")
  }
}

function check_system(header) {
  if (in_public) {
    if (header !~ /^std(bool|def|int)\.h$/) {
      problem("a public header may not include <" header ">")
    }
  } else if (header ~ /(^|\/)cJSON\.h$/) {
    if (own != "io") {
      problem("only io may include <" header ">")
    }
  } else if (header ~ /^(zlib|zstd|zstd_errors)\.h$/) {
    if (FILENAME !~ /lib\/io\/codec_/) {
      problem("only a codec of io may include <" header ">")
    }
  } else if (header == "utf8proc.h") {
    if (own != "base") {
      problem("only base may include <" header ">")
    }
  } else if (header ~ /^(threads|pthread|stdatomic)\.h$/) {
    if (own != "io" && FILENAME !~ /lib\/base\/parallel\.c$/) {
      problem("only io, for its lock, and base/parallel.c may include <" header ">")
    }
  } else if (header ~ /^(fcntl|sys\/(mman|stat))\.h$/ || (header == "unistd.h" && FILENAME ~ /snapshot_map\.c$/)) {
    if (FILENAME !~ /lib\/io\/snapshot_map\.c$/) {
      problem("only lib/io/snapshot_map.c, which maps files, may include <" header ">")
    }
  } else if (header == "unistd.h") {
    if (FILENAME !~ /lib\/base\/parallel\.c$/) {
      problem("<" header "> is not of the standard headers that lib/ uses, and only base/parallel.c counts processors")
    }
  } else if (!(header in standard)) {
    problem("<" header "> is not of the standard headers that lib/ uses")
  }
}

function check_quoted(header,    layer) {
  layer = header
  sub(/\/.*/, "", layer)
  if (in_public) {
    problem("a public header includes others as <resolution/...>, not \"" header "\"")
  } else if (header !~ /^[a-z]+\/[a-z0-9_]+\.(h|inc)$/ || !(layer in order)) {
    problem("internal headers are included as \"layer/name.h\", not \"" header "\"")
  } else if (!may(own, layer)) {
    problem(own " may not include \"" header "\"")
  }
}

FNR == 1 {
  new_file()
  split(FILENAME, parts, "/")
  in_public = parts[1] == "include"
  own = in_public ? parts[3] : parts[2]
  sub(/(_.*)?\.h$/, "", own)
  umbrella = in_public && own == "resolution"
  if (!umbrella && !(own in order)) {
    problem("not of a layer")
  }
}

{
  code = strip($0)
}

code ~ /^[ \t]*#[ \t]*include/ {
  includes++
  header = $0
  sub(/^[ \t]*#[ \t]*include[ \t]*/, "", header)
  kind = substr(header, 1, 1)
  header = substr(header, 2)
  sub(/[>"].*/, "", header)
  if (umbrella) {
    if (header !~ /^resolution\//) {
      problem("the umbrella header includes the layers' headers alone")
    }
  } else if (kind == "\"") {
    check_quoted(header)
  } else if (header ~ /^resolution\//) {
    check_public(header)
  } else if (kind == "<") {
    check_system(header)
  } else {
    problem("an include that cannot be followed")
  }
}

END {
  if (includes == 0) {
    print "error: no include found: the check itself is broken"
    failed = 1
  }
  exit failed
}
