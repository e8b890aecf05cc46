# Prints every code that the sources can give to a problem, `CODE FILE:LINE`, once for each place; and for a code that
# cannot be read from the source `? FILE:LINE`. The sources are read as C tokens.
#
# A code is given as a literal: to a function with a parameter `const char *code` (found in the sources themselves), to
# REFUSE(), to a variable or member `code`, in a constant that bears its own name, or in the list of lib/plan/problems.h.
# Where a call hands on a code that it was given, the argument says so: `code`, `x->code`, `*code`, or a constant's name.

FNR == 1 { if (NR > 1) finish_file(); name = FILENAME; line_count = 0 }
{ lines[++line_count] = $0 }
END {
  finish_file()
  for (i = 1; i <= calls; i++)
    if (call_name[i] == "REFUSE" || call_name[i] in sinks || (call_name[i], call_file[i]) in sinks) give(i)
}

function finish_file() {
  count = 0
  tokens_of_file()
  for (t = 1; t <= count; t++) {
    if (text[t] == "(" && t > 1 && text[t - 1] ~ /^[A-Za-z_]/) look_at_call(t)
    if (text[t] == "=" && text[t - 1] == "code" && is_literal(t + 1) && text[t + 1] != "\"\"") print bare(text[t + 1]), name ":" where[t]
    if (text[t] == "=" && text[t - 1] == "]" && is_literal(t + 1) && text[t - 3] == bare(text[t + 1]))
      { print bare(text[t + 1]), name ":" where[t]; constants[text[t - 3]] = 1 }
    if (text[t] == "X" && text[t + 1] == "(" && is_literal(t + 4)) print bare(text[t + 4]), name ":" where[t]
  }
}

# Is it a declaration with a parameter `const char *code`? Then it is a sink; else a call with its arguments.
# lib/plan names units and indicators `code`; its problems go through the list.
function look_at_call(open,  depth, t, first, passes) {
  depth = 0; first = ""; passes = 0
  for (t = open; t <= count; t++) {
    if (text[t] == "(") depth++
    if (text[t] == ")" && --depth == 0) break
    if (depth == 1 && text[t] == "char" && text[t + 1] == "*" && text[t + 2] == "code" && text[t - 1] == "const") {
      if (name ~ /^lib\/(plan|report)\//) return
      if (name ~ /\.h$/) sinks[text[open - 1]] = 1
      else sinks[text[open - 1], name] = 1
      return
    }
    if (depth == 1 && is_literal(t) && first == "") first = bare(text[t])
    if (depth == 1 && (text[t] ~ /^(row_)?code$/ || text[t] == "\"\"" || text[t] in constants || text[t] == "rsl__plan_problem_code")) passes = 1
  }
  if (text[open - 2] == "define") return
  calls++
  call_file[calls] = name
  call_name[calls] = text[open - 1]
  call_first[calls] = first
  call_passes[calls] = passes
  call_place[calls] = name ":" where[open]
}

function give(call) {
  if (call_first[call] == "code") return # the head of a column of that name
  if (call_first[call] ~ /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/) print call_first[call], call_place[call]
  else if (!call_passes[call]) print "?", call_place[call]
}

function is_literal(t) { return substr(text[t], 1, 1) == "\"" }
function bare(literal) { return substr(literal, 2, length(literal) - 2) }

function add(token, line) { text[++count] = token; where[count] = line }

function tokens_of_file(  l, rest, comment) {
  comment = 0
  for (l = 1; l <= line_count; l++) {
    rest = lines[l]
    while (rest != "") {
      if (comment) {
        if (!match(rest, /\*\//)) break
        rest = substr(rest, RSTART + 2); comment = 0
      } else if (rest ~ /^[ \t\\]/) rest = substr(rest, 2)
      else if (rest ~ /^\/\*/) { rest = substr(rest, 3); comment = 1 }
      else if (rest ~ /^\/\//) break
      else if (match(rest, /^"([^"\\]|\\.)*"/) || match(rest, /^'([^'\\]|\\.)*'/) || match(rest, /^[A-Za-z_][A-Za-z0-9_]*/)) {
        add(substr(rest, 1, RLENGTH), l); rest = substr(rest, RLENGTH + 1)
      } else { add(substr(rest, 1, 1), l); rest = substr(rest, 2) }
    }
  }
}
