#!/bin/sh
# The tables of docs/performance.md: data is made, the library and its peers run on it, and all is compared.
#   tests/bench/run.sh BUILD_FOLDER [--workloads S,M,G,Z,B,L,ratings,why] [--threads 1,2] [--runs N] [--install yes|no]
# BUILD_FOLDER is one of a release build; data (10 GB for all workloads), DuckDB and results stay in BUILD_FOLDER/bench.
# DuckDB is installed there through npm, SQLite is the program sqlite3, PostgreSQL is started from where Debian puts it, with a
# cluster of its own: where one is not to be had it is left out, and that is said.
set -eu
build=${1:?the build folder is missing}
shift
workloads=S,M,G,Z,B,L,ratings,why
threads=1,2
runs=5
install=yes
while [ $# -gt 1 ]; do
  case $1 in
    --workloads) workloads=$2 ;;
    --threads) threads=$2 ;;
    --runs) runs=$2 ;;
    --install) install=$2 ;;
    *) echo "unknown option $1" >&2 && exit 64 ;;
  esac
  shift 2
done
build=$(cd "$build" && pwd)
scripts=$(cd "$(dirname "$0")" && pwd)
programs=$build/tests/bench
work=$build/bench
results=$work/results.tsv
mkdir -p "$work"
: >"$results"

say() { echo "bench: $*" >&2; }
list() { echo "$1" | tr , ' '; }

# Beside the workloads of bench_generate: S as an office with much to say writes it, as JSON lines, month by month, with
# targets, and with ten times the communes.
make_data() { # make_data NAME
  [ ! -f "$work/$1/made" ] || return 0
  say "making $1"
  mkdir -p "$work/$1"
  case $1 in
    tiny) set -- "$1" --units 1,2,4,8 --indicators 20 --months 3 --targets ;;
    S-told) set -- "$1" --workload S --quoted --told 5 ;;
    S-lines) set -- "$1" --workload S --jsonl ;;
    S-months) set -- "$1" --workload S --order period ;;
    S-review) set -- "$1" --workload S --targets ;;
    S-leaves) set -- "$1" --workload S --units 1,63,705,106000 ;;
    *) set -- "$1" --workload "$1" ;;
  esac
  name=$1
  shift
  "$programs/bench_generate" "$work/$name" "$@"
  touch "$work/$name/made"
}

# The sums of a report, whoever wrote it, so that the reports can be compared.
tell_report() { # tell_report DATA WHO THREADS FILE
  awk -F , -v head="$1	$2	check.report" -v threads="$3" '
    { sub(/\r$/, "") }
    $1 == "unit" { for (i = 1; i <= NF; i++) at[$i] = i; next }
    ("unit" in at) && $at["value"] != "" { figures++; value += $at["value"]; reporting += $at["reporting"] }
    END {
      printf "%s.figures\t%s\t%d\n%s.value\t%s\t%.17g\n", head, threads, figures, head, threads, value
      printf "%s.reporting\t%s\t%.17g\n", head, threads, reporting
    }' "$4" >>"$results"
}

cold() { # cold DATA WHO THREADS RUNS COMMAND...: end to end, as a process of its own
  data=$1 who=$2 count=$3 times=$4
  shift 4
  "$programs/bench_cold" "$data" "$who" once "$count" "$times" "$work/report.csv" "$@" >>"$results"
  tell_report "$data" "$who" "$count" "$work/report.csv"
}

run_ours() { # run_ours DATA THREADS
  say "the library on $1, threads: $2"
  "$programs/bench_ours" "$work/$1" "$1" "$2" "$runs" >>"$results"
  thread_option=
  if "$build/bin/resolution-rollup" --help | grep -q -e --threads; then thread_option="--threads $2"; fi
  # shellcheck disable=SC2086 # an option and its value, or nothing
  cold "$1" ours "$2" "$runs" "$build/bin/resolution-rollup" --quiet $thread_option --level province --field report \
    --format csv "$work/$1/plan.json" "$work/$1"/measurements.*
}

duckdb=
find_duckdb() {
  package=@duckdb/node-bindings-linux-x64@1.5.6-r.1
  duckdb=$work/npm/node_modules/${package%@*}/libduckdb.so
  if [ ! -f "$duckdb" ] && [ "$install" = yes ] && command -v npm >/dev/null; then
    npm install --silent --no-save --prefix "$work/npm" "$package" >&2 || true
  fi
  [ -f "$duckdb" ] || { duckdb= && say "DuckDB is left out: it is not installed"; }
}

run_duckdb() { # run_duckdb DATA THREADS
  case $1 in S-* | B) return 0 ;; esac # its SQL takes every figure for a commune's
  [ -n "$duckdb" ] || return 0
  say "DuckDB on $1, threads: $2"
  wide="$scripts/duckdb_closure.sql $scripts/duckdb_wide.sql"
  case $1 in L | Z) wide= ;; esac
  # shellcheck disable=SC2086 # two scripts or none
  "$programs/bench_duckdb" "$duckdb" "$work/$1" "$1" "$2" 3 "$scripts/duckdb_load.sql" "$scripts/duckdb_long.sql" $wide \
    >>"$results"
  cold "$1" duckdb "$2" 2 "$programs/bench_duckdb" "$duckdb" "$work/$1" "$1" "$2" 1 "$scripts/duckdb_load.sql" \
    "$scripts/duckdb_once.sql"
}

run_sqlite() { # run_sqlite DATA
  case $1 in S | tiny) ;; *) return 0 ;; esac
  command -v sqlite3 >/dev/null || { say "SQLite is left out: there is no program sqlite3" && return 0; }
  say "SQLite on $1"
  cold "$1" sqlite 1 2 sh -c "cd '$work/$1' && exec sqlite3 :memory: <'$scripts/sqlite_once.sql'"
}

# A cluster for the bench alone, reached by a socket in its folder. The server will not run as root.
postgres=
start_postgres() {
  for postgres in /usr/lib/postgresql/*/bin; do :; done
  [ -x "$postgres/initdb" ] || { postgres= && say "PostgreSQL is left out: it is not installed" && return 0; }
  as=
  cluster=$(mktemp -d)
  if [ "$(id -u)" = 0 ]; then as="runuser -u postgres --" && chown postgres "$cluster"; fi
  # shellcheck disable=SC2086 # a command and its options, or nothing
  (cd "$cluster" && $as "$postgres/initdb" -D "$cluster/data" --auth trust --locale C --encoding UTF8 &&
    $as "$postgres/pg_ctl" -D "$cluster/data" -w -l "$cluster/log" \
      -o "-k $cluster -c listen_addresses='' -c fsync=off -c shared_buffers=2GB -c max_wal_size=4GB" start) >/dev/null ||
    { postgres= && say "PostgreSQL is left out: it does not start"; }
}

stop_postgres() {
  [ -n "$postgres" ] || return 0
  # shellcheck disable=SC2086
  (cd "$cluster" && $as "$postgres/pg_ctl" -D "$cluster/data" -m immediate stop) >/dev/null
  rm -rf "$cluster"
}

run_postgres() { # run_postgres DATA
  case $1 in S | tiny) ;; *) return 0 ;; esac
  start_postgres
  [ -n "$postgres" ] || return 0
  say "PostgreSQL on $1"
  user=$(id -un)
  if [ "$user" = root ]; then user=postgres; fi
  cold "$1" postgres 1 2 sh -c \
    "cd '$work/$1' && exec '$postgres/psql' -h '$cluster' -U '$user' -d postgres -X -f '$scripts/postgres_once.sql'"
  stop_postgres
}

run_made() { # run_made ratings|why THREADS: both make the same figures by themselves
  say "$1, threads: $2"
  mkdir -p "$work/$1"
  "$programs/bench_$1" "$1" "$2" "$runs" >>"$results"
  [ -n "$duckdb" ] || return 0
  say "DuckDB on $1, threads: $2"
  "$programs/bench_duckdb" "$duckdb" "$work/$1" "$1" "$2" 2 "$scripts/duckdb_$1.sql" >>"$results"
}

find_duckdb
for workload in $(list "$workloads"); do
  case $workload in
    ratings | why)
      for count in $(list "$threads"); do run_made "$workload" "$count"; done
      continue
      ;;
  esac
  make_data "$workload"
  for count in $(list "$threads"); do
    run_ours "$workload" "$count"
    run_duckdb "$workload" "$count"
  done
  run_sqlite "$workload"
  run_postgres "$workload"
done

processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
memory=$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)
echo "Machine: $(nproc) × $processor, $memory, $(uname -sr)."
cached() { sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt"; }
echo "Compiler: $("$(cached CMAKE_C_COMPILER)" --version | head -n 1), $(cached CMAKE_BUILD_TYPE) build. $(date -u +%Y-%m-%d)."
echo
awk -f "$scripts/report.awk" "$results"
