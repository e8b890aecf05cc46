# The results of run.sh as Markdown: ratios beside their goals, what was measured, and whether the peers agree.
#   awk -f report.awk RESULTS         RESULTS: lines of bench_tell, DATA WHO WHAT THREADS VALUE
# Exits 1 where a peer gives other figures.
BEGIN { FS = "\t" }

{
  key = $1 SUBSEP $2 SUBSEP $3 SUBSEP $4
  if (!(key in runs)) order[++keys] = key
  value[key, ++runs[key]] = $5 + 0
  if ($2 == "ours") ours_total[$1, $3] = $5 + 0 # whatever the number of threads
  if (!($1 in seen)) { seen[$1] = 1; data[++sets] = $1 }
  if (!($4 in used)) { used[$4] = 1; threads[++ways] = $4 }
}

END {
  for (k = 1; k <= keys; k++) sort_runs(order[k])
  goals()
  numbers()
  exit agreement()
}

# ---- Runs of one thing ---------------------------------------------------------------------------------------

function sort_runs(key,    i, j, other) {
  for (i = 2; i <= runs[key]; i++) {
    for (j = i; j > 1 && value[key, j] < value[key, j - 1]; j--) {
      other = value[key, j]; value[key, j] = value[key, j - 1]; value[key, j - 1] = other
    }
  }
}

# The median; 0 where it was not measured.
function median(set, who, what, count,    key, middle) {
  key = set SUBSEP who SUBSEP what SUBSEP count
  if (!(key in runs)) return 0
  middle = int((runs[key] + 1) / 2)
  return runs[key] % 2 ? value[key, middle] : (value[key, middle] + value[key, middle + 1]) / 2
}

# A quotient of two medians; 0 where one is not there.
function over(a, b) {
  return a > 0 && b > 0 ? a / b : 0
}

function ours(set, what, count) {
  return median(set, "ours", what, count)
}

# ---- The goals -----------------------------------------------------------------------------------------------

# One line of the table: a figure for each data set and number of threads. The name tells `figure` what is asked.
function line(name, goal, form, count,    s, cell, any, text) {
  for (s = 1; s <= sets; s++) {
    cell = figure(name, data[s], count)
    if (cell != 0) any = 1
    text = text " | " (cell == 0 ? "" : sprintf(form, cell))
  }
  if (any) printf "| %s | %s | %s%s |\n", name, count, goal, text
}

function figure(name, set, count,    n) {
  if (name == "memory read, GB/s") return ours(set, "memory_bytes/s", count) / 1e9
  if (name == "roll-up, % of memory read")
    return 100 * over(over(8 * ours(set, "owed.all", count), ours(set, "rollup.all_s", count)), ours(set, "memory_bytes/s", count))
  if (name == "exact sums alone, % of memory read")
    return 100 * over(over(8 * ours(set, "owed.sums", count), ours(set, "rollup.sums_s", count)), ours(set, "memory_bytes/s", count))
  if (name == "roll-up, times as fast as with one thread")
    return over(ours(set, "rollup.all_s", 1), ours(set, "rollup.all_s", count))
  if (name == "roll-up, times DuckDB's long table")
    return over(median(set, "duckdb", "rollup.long_s", count), ours(set, "rollup.all_s", count))
  if (name == "roll-up, times DuckDB's closure table")
    return over(median(set, "duckdb", "rollup.closure_s", count), ours(set, "rollup.all_s", count))
  if (name == "roll-up, times DuckDB's wide table")
    return over(median(set, "duckdb", "rollup.wide_s", count), ours(set, "rollup.all_s", count))
  if (name == "one figure changed, ns") return 1e9 * ours(set, "change_s", count)
  if (name == "one indicator and period on demand, warm, µs") return 1e6 * ours(set, "demand.warm_s", count)
  if (name == "its figures for all units side by side, µs") return 1e6 * ours(set, "demand.figures_s", count)
  if (name == "the same cold, µs") return 1e6 * ours(set, "demand.cold_s", count)
  if (name == "the same as the first question, µs") return 1e6 * ours(set, "demand.first_s", count)
  if (name == "a formula's figure, ns") return 1e9 * ours(set, "formula_s", count)
  if (name == "a condition of three terms at a unit, ns") return 1e9 * ours(set, "condition_s", count)
  if (name == "read CSV, MB/s") return over(ours(set, "file_bytes", count), ours(set, "read_s", count)) / 1e6
  if (name == "read CSV, times DuckDB's load") return over(median(set, "duckdb", "read_s", count), ours(set, "read_s", count))
  if (name == "read CSV, most memory, MB") return ours(set, "read.peak_bytes", count) / 1e6
  if (name == "read JSON lines, MB/s") return over(ours(set, "jsonl_bytes", count), ours(set, "read.jsonl_s", count)) / 1e6
  if (name == "bytes a figure owed, cube and roll-up")
    return over(ours(set, "cube_bytes", count) + ours(set, "rollup_bytes", count), ours(set, "owed.all", count))
  if (name == "bytes a row, cube and roll-up")
    return over(ours(set, "cube_bytes", count) + ours(set, "rollup_bytes", count), ours(set, "rows", count))
  if (name == "open a snapshot, ms") return 1e3 * ours(set, "snapshot.open_s", count)
  if (name == "first roll-up of it, times a warm one")
    return over(ours(set, "snapshot.first_s", count), ours(set, "rollup.all_s", count))
  if (name == "end to end, times DuckDB") return over(median(set, "duckdb", "once_s", count), ours(set, "once_s", count))
  if (name == "end to end, times SQLite") return over(median(set, "sqlite", "once_s", 1), ours(set, "once_s", count))
  if (name == "end to end, times PostgreSQL") return over(median(set, "postgres", "once_s", 1), ours(set, "once_s", count))
  if (name == "end to end, most memory, MB") return ours(set, "once.peak_bytes", count) / 1e6
  if (name == "end to end, most memory of DuckDB, MB") return median(set, "duckdb", "once.peak_bytes", count) / 1e6
  if (name == "a series of 60 rated, ns a thread")
    return 1e9 * count * over(ours(set, "ratings.path_s", count), ours(set, "ratings.series", count))
  if (name == "the same, times DuckDB") return over(median(set, "duckdb", "ratings.path_s", count), ours(set, "ratings.path_s", count))
  if (name == "by the slowest published method, times as long") return over(slowest_method(set, count), ours(set, "ratings.path_s", count))
  if (name == "eight times the series, times as long") return over(ours(set, "ratings.path_s", count), ours(set, "ratings.eighth_s", count))
  if (name == "a sum's gap parted among a nation's units, ms") return 1e3 * ours(set, "why.AMOUNT_s", count)
  if (name == "the same of a ratio, ms") return 1e3 * ours(set, "why.SHARE_s", count)
  if (name == "a sum's gap parted, times DuckDB") return over(median(set, "duckdb", "why.AMOUNT_s", count), ours(set, "why.AMOUNT_s", count))
  if (name == "a ratio's, times DuckDB") return over(median(set, "duckdb", "why.SHARE_s", count), ours(set, "why.SHARE_s", count))
  if (name == "roll-up, growth from S to M") return growth("S", "M", set, "rollup.all_s", count)
  if (name == "roll-up, growth from M to L") return growth("M", "L", set, "rollup.all_s", count)
  if (name == "read CSV, growth from M to L") return growth("M", "L", set, "read_s", count)
}

function slowest_method(set, count,    k, part, most) {
  for (k = 1; k <= keys; k++) {
    split(order[k], part, SUBSEP)
    if (part[1] != set || part[2] != "ours" || part[4] != count || part[3] !~ /^ratings\..*_s$/) continue
    if (part[3] == "ratings.path_s" || part[3] == "ratings.eighth_s") continue
    if (median(set, "ours", part[3], count) > most) most = median(set, "ours", part[3], count)
  }
  return most
}

# The exponent of time over figures owed; stands in the column of the larger set.
function growth(small, large, set, what, count,    figures, time) {
  if (set != large) return 0
  figures = over(ours(large, "owed.all", count), ours(small, "owed.all", count))
  time = over(ours(large, what, count), ours(small, what, count))
  return figures > 0 && time > 0 ? log(time) / log(figures) : 0
}

function goals(    s, t, count) {
  printf "| what | threads | goal"
  for (s = 1; s <= sets; s++) printf " | %s", data[s]
  printf " |\n| --- | --- | ---"
  for (s = 1; s <= sets; s++) printf " | ---"
  print " |"
  for (t = 1; t <= ways; t++) {
    count = threads[t]
    line("memory read, GB/s", "", "%.1f", count)
    line("roll-up, % of memory read", "≥ 70", "%.1f", count)
    line("exact sums alone, % of memory read", "≥ 90", "%.1f", count)
    if (count > 1) line("roll-up, times as fast as with one thread", "≥ 1.9", "%.2f", count)
    line("roll-up, times DuckDB's long table", "≥ 150 M, 100 S and G", "%.1f", count)
    line("roll-up, times DuckDB's closure table", "", "%.1f", count)
    line("roll-up, times DuckDB's wide table", count == 1 ? "≥ 30" : "≥ 60", "%.1f", count)
    line("one figure changed, ns", "≤ 150", "%.0f", count)
    line("one indicator and period on demand, warm, µs", "≤ 30", "%.0f", count)
    line("the same cold, µs", "", "%.0f", count)
    line("the same as the first question, µs", "", "%.0f", count)
    line("its figures for all units side by side, µs", "", "%.0f", count)
    line("a formula's figure, ns", "", "%.0f", count)
    line("a condition of three terms at a unit, ns", "", "%.0f", count)
    line("read CSV, MB/s", count == 1 ? "≥ 700" : "≥ 1400", "%.0f", count)
    line("read CSV, times DuckDB's load", "≥ 12", "%.1f", count)
    line("read CSV, most memory, MB", "≤ 700 M", "%.0f", count)
    line("read JSON lines, MB/s", count == 1 ? "≥ 400" : "≥ 800", "%.0f", count)
    line("bytes a figure owed, cube and roll-up", "≤ 9", "%.2f", count)
    line("bytes a row, cube and roll-up", "≤ 9 Z", "%.2f", count)
    line("open a snapshot, ms", "≤ 5", "%.2f", count)
    line("first roll-up of it, times a warm one", "≤ 1.5", "%.2f", count)
    line("end to end, times DuckDB", "≥ 12 M, 7 S", "%.1f", count)
    line("end to end, times SQLite", "≥ 40 S", "%.1f", count)
    line("end to end, times PostgreSQL", "", "%.1f", count)
    line("end to end, most memory, MB", "", "%.0f", count)
    line("end to end, most memory of DuckDB, MB", "", "%.0f", count)
    line("a series of 60 rated, ns a thread", "≤ 150", "%.0f", count)
    line("the same, times DuckDB", "≥ 60", "%.1f", count)
    line("by the slowest published method, times as long", "≤ 3", "%.2f", count)
    line("eight times the series, times as long", "8", "%.2f", count)
    line("a sum's gap parted among a nation's units, ms", "≤ 100", "%.0f", count)
    line("the same of a ratio, ms", "≤ 100", "%.0f", count)
    line("a sum's gap parted, times DuckDB", "", "%.2f", count)
    line("a ratio's, times DuckDB", "", "%.2f", count)
    line("roll-up, growth from S to M", "", "%.2f", count)
    line("roll-up, growth from M to L", "≤ 1.05", "%.2f", count)
    line("read CSV, growth from M to L", "≤ 1.05", "%.2f", count)
  }
}

# ---- What was measured ---------------------------------------------------------------------------------------

function numbers(    k, part, name, row, rows, s) {
  printf "\n| who | what | threads"
  for (s = 1; s <= sets; s++) printf " | %s", data[s]
  printf " |\n| --- | --- | ---"
  for (s = 1; s <= sets; s++) printf " | ---"
  print " |"
  for (k = 1; k <= keys; k++) {
    split(order[k], part, SUBSEP)
    name = part[2] SUBSEP part[3] SUBSEP part[4]
    if (part[3] ~ /^check/ || name in row) continue
    row[name] = 1
    printf "| %s | %s | %s", part[2], part[3], part[4]
    for (s = 1; s <= sets; s++) printf " | %s", spread(data[s] SUBSEP name)
    print " |"
  }
}

# The median, and between which two all runs were.
function spread(key,    part) {
  if (!(key in runs)) return ""
  split(key, part, SUBSEP)
  if (value[key, 1] == value[key, runs[key]]) return plain(value[key, 1])
  return plain(median(part[1], part[2], part[3], part[4])) " (" plain(value[key, 1]) "–" plain(value[key, runs[key]]) ")"
}

function plain(number) {
  return sprintf(number >= 1000 ? "%.0f" : "%.3g", number)
}

# Doubles summed in another order differ in their last digits; counts do not.
function agreement(    k, part, mine, same, differ) {
  print ""
  for (k = 1; k <= keys; k++) {
    split(order[k], part, SUBSEP)
    if (part[2] == "ours" || part[3] !~ /^check/) continue
    mine = ours_total[part[1], part[3]]
    if (same_number(value[order[k], 1], mine)) { same++; continue }
    differ++
    printf "- differs: %s %s, %s, %s threads: %.17g, ours %.17g\n", part[1], part[2], part[3], part[4], value[order[k], 1], mine
  }
  if (same + differ > 0) printf "%d of %d totals of the peers are the library's, to 10 digits.\n", same, same + differ
  else print "No peer ran."
  return differ > 0
}

function same_number(a, b,    difference) {
  difference = a > b ? a - b : b - a
  return difference <= 1e-10 * (a < 0 ? -a : a)
}
