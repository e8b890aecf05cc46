# strip(line): the line without comments, and with every string and character literal emptied, so that what is left is
# code. Read lines of a file in order; new_file() before the first.

function new_file() {
  in_comment = 0
  in_directive = 0
}

function strip(line,    out, at, mark) {
  out = ""
  while (line != "") {
    if (in_comment) {
      at = index(line, "*/")
      if (at == 0) {
        return out
      }
      line = substr(line, at + 2)
      in_comment = 0
      out = out " "
    } else if (match(line, /["']|\/\*|\/\//)) {
      mark = substr(line, RSTART, RLENGTH)
      out = out substr(line, 1, RSTART - 1)
      line = substr(line, RSTART)
      if (mark == "//") {
        return out
      } else if (mark == "/*") {
        in_comment = 1
        line = substr(line, 3)
      } else {
        if (mark == "\"") {
          match(line, /^"([^"\\]|\\.)*"?/)
        } else {
          match(line, /^'([^'\\]|\\.)*'?/)
        }
        out = out mark mark
        line = substr(line, RLENGTH + 1)
      }
    } else {
      return out line
    }
  }
  return out
}

# Is this (stripped) line, or the one it continues, a preprocessor directive?
function directive(code,    was) {
  was = in_directive || code ~ /^[ \t]*#/
  in_directive = was && code ~ /\\[ \t]*$/
  return was
}
