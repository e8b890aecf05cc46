# No function of more than 60 lines (from the first line of its head to its closing brace), no file of more than 800.
# Use after strip.awk: awk -f strip.awk -f lengths.awk FILE...

function problem(line, message) {
  printf "%s:%d: error: %s\n", file, line, message
  failed = 1
}

function end_file() {
  if (file == "") {
    return
  }
  if (lines > 800) {
    problem(lines, lines " lines in a file, 800 are allowed")
  }
  if (depth != 0) {
    problem(lines, "braces do not balance: its functions cannot be measured")
  }
}

FNR == 1 {
  end_file()
  new_file()
  file = FILENAME
  depth = 0
  externs = 0
  forget()
}

# At file level: the declaration that is being read.
function forget() {
  head = ""
  start = 0
  assigned = 0
}

function name_of(text) {
  sub(/[ \t]*\(.*/, "", text)
  sub(/.*[^A-Za-z0-9_]/, "", text)
  return text
}

function open_brace() {
  if (depth == 0 && head ~ /extern[ \t]*""[ \t]*$/) {
    externs++
    forget()
    return
  }
  if (depth == 0) {
    in_function = head ~ /\)[ \t]*$/ && !assigned
    name = name_of(head)
    begun = start
  }
  depth++
}

function close_brace() {
  if (depth == 0) {
    externs--
    if (externs < 0) {
      problem(FNR, "a closing brace without its opening one")
      externs = 0
    }
    forget()
    return
  }
  depth--
  if (depth == 0 && in_function) {
    functions++
    if (FNR - begun + 1 > 60) {
      problem(begun, name "() has " (FNR - begun + 1) " lines, 60 are allowed")
    }
    in_function = 0
    forget()
  }
}

function read_code(code,    c, i, length_) {
  if (depth > 0 && code !~ /[{}]/) {
    return
  }
  length_ = length(code)
  for (i = 1; i <= length_; i++) {
    c = substr(code, i, 1)
    if (c == "{") {
      open_brace()
    } else if (c == "}") {
      close_brace()
    } else if (depth == 0) {
      if (c == ";") {
        forget()
        continue
      }
      if (start == 0 && c !~ /[ \t]/) {
        start = FNR
      }
      if (c == "=") {
        assigned = 1
      }
      head = head c
    }
  }
  if (depth == 0) {
    head = head " "
  }
}

{
  lines = FNR
  code = strip($0)
  if (!directive(code)) {
    read_code(code)
  }
}

END {
  end_file()
  if (functions == 0) {
    print "error: no function found in " ARGC - 1 " files: the measuring itself is broken"
    failed = 1
  }
  exit failed
}
