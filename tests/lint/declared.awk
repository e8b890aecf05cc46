# The names of functions that headers declare with RSL_API. Use after strip.awk.

FNR == 1 {
  new_file()
  text = ""
}

{
  code = strip($0)
  if (directive(code)) {
    next
  }
  text = text " " code
  while ((at = index(text, ";")) > 0) {
    statement = substr(text, 1, at - 1)
    text = substr(text, at + 1)
    if (match(statement, /(^|[^A-Za-z0-9_])RSL_API[^A-Za-z0-9_]/)) {
      statement = substr(statement, RSTART + RLENGTH)
      sub(/[ \t]*\(.*/, "", statement)
      sub(/\[.*/, "", statement)
      sub(/.*[^A-Za-z0-9_]/, "", statement)
      print statement
    }
  }
}
