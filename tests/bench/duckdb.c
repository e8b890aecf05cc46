/* DuckDB on the same data, driven through its C interface, which is found when the program runs: nothing of the library
 * or of its tests needs it.
 *
 *   bench_duckdb LIBRARY DATA NAME THREADS RUNS SCRIPT...
 *
 * LIBRARY is libduckdb.so, DATA the folder that the scripts work in, NAME what the data set is called. A script is SQL in
 * parts; each begins with a line that says what becomes of it:
 *   --! once WHAT     run it once, tell the seconds as WHAT (`-`: do not)
 *   --! time WHAT     run it RUNS times, tell the seconds of each
 *   --! text WHAT     its one value is SQL: run that RUNS times, tell the seconds of each
 *   --! check         tell each row of its result: a name and a number */
#include <dlfcn.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

enum { FIRST_SCRIPT = 6 };

/* As duckdb.h declares it. */
typedef struct duckdb_result {
  uint64_t deprecated[3];
  void *columns;
  char *message;
  void *internal;
} duckdb_result;

typedef struct duckdb {
  int (*create_config)(void **config);
  int (*set_config)(void *config, const char *name, const char *value);
  int (*open)(const char *path, void **database, void *config, char **message);
  int (*connect)(void *database, void **connection);
  int (*query)(void *connection, const char *sql, duckdb_result *result);
  const char *(*error)(duckdb_result *result);
  void (*destroy)(duckdb_result *result);
  uint64_t (*rows)(duckdb_result *result);
  char *(*text)(duckdb_result *result, uint64_t column, uint64_t row);
  double (*number)(duckdb_result *result, uint64_t column, uint64_t row);
  void (*release)(void *memory);
  void (*disconnect)(void **connection);
  void (*close)(void **database);
  void *database;
  void *connection;
} duckdb;

typedef struct bench_task {
  const char *data;
  unsigned threads;
  unsigned runs;
} bench_task;

static bool load(duckdb *db, const char *path);
static bool start(duckdb *db, const char *threads);
static char *read_all(const char *path);
static bool run_script(const duckdb *db, const bench_task *task, char *script);
static bool run_part(const duckdb *db, const bench_task *task, const char *head, const char *sql);
static bool run_times(const duckdb *db, const char *what, const bench_task *task, const char *sql);
static bool run_once(const duckdb *db, const char *what, const bench_task *task, const char *sql,
                     duckdb_result *result);

int main(int count, char **arguments) {
  duckdb db;
  if (count <= FIRST_SCRIPT) {
    fprintf(stderr, "bench_duckdb LIBRARY DATA NAME THREADS RUNS SCRIPT...\n");
    return 64;
  }
  bench_task task = { arguments[3], (unsigned)strtoul(arguments[4], NULL, 10),
                      (unsigned)strtoul(arguments[5], NULL, 10) };
  if (!load(&db, arguments[1])) return 66;
  if (chdir(arguments[2]) != 0) {
    perror(arguments[2]);
    return 66;
  }
  bool done = start(&db, arguments[4]);
  for (int i = FIRST_SCRIPT; done && i < count; i++) {
    char *script = read_all(arguments[i]);
    done = script != NULL && run_script(&db, &task, script);
    free(script);
  }
  db.disconnect(&db.connection);
  db.close(&db.database);
  return done ? 0 : 70;
}

/* dlsym gives a pointer to an object where a function is meant: POSIX has them of one size, C does not. */
static bool find(void *library, const char *name, void *function) {
  void *symbol = dlsym(library, name);
  memcpy(function, &symbol, sizeof symbol);
  if (symbol == NULL) fprintf(stderr, "no %s in this DuckDB\n", name);
  return symbol != NULL;
}

static bool load(duckdb *db, const char *path) {
  memset(db, 0, sizeof *db);
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return false;
  }
  return find(library, "duckdb_create_config", &db->create_config) &&
         find(library, "duckdb_set_config", &db->set_config) && find(library, "duckdb_open_ext", &db->open) &&
         find(library, "duckdb_connect", &db->connect) && find(library, "duckdb_query", &db->query) &&
         find(library, "duckdb_result_error", &db->error) && find(library, "duckdb_destroy_result", &db->destroy) &&
         find(library, "duckdb_row_count", &db->rows) && find(library, "duckdb_value_varchar", &db->text) &&
         find(library, "duckdb_value_double", &db->number) && find(library, "duckdb_free", &db->release) &&
         find(library, "duckdb_disconnect", &db->disconnect) && find(library, "duckdb_close", &db->close);
}

static bool start(duckdb *db, const char *threads) {
  void *config = NULL;
  char *message = NULL;
  if (db->create_config(&config) == 0 && db->set_config(config, "threads", threads) == 0 &&
      db->open(NULL, &db->database, config, &message) == 0 && db->connect(db->database, &db->connection) == 0) {
    return true;
  }
  fprintf(stderr, "DuckDB does not start: %s\n", message == NULL ? "" : message);
  return false;
}

static char *read_all(const char *path) {
  enum { MOST = 1 << 16 };
  FILE *file = fopen(path, "rb");
  char *text = calloc(1, MOST + 1);
  if (file == NULL || text == NULL || fread(text, 1, MOST, file) == MOST) {
    fprintf(stderr, "%s cannot be read\n", path);
    free(text);
    text = NULL;
  }
  if (file != NULL) (void)fclose(file);
  return text;
}

static bool run_script(const duckdb *db, const bench_task *task, char *script) {
  static const char mark[] = "--! ";
  char *head = strstr(script, mark);
  bool done = true;
  while (head != NULL && done) {
    char *sql = strchr(head, '\n');
    if (sql == NULL) return true;
    char *next = strstr(sql, mark);
    *sql++ = '\0';
    if (next != NULL) next[-1] = '\0';
    done = run_part(db, task, head + strlen(mark), sql);
    head = next;
  }
  return done;
}

static void tell_rows(const duckdb *db, const bench_task *task, duckdb_result *result) {
  for (uint64_t row = 0; row < db->rows(result); row++) {
    char *name = db->text(result, 0, row);
    if (name != NULL) bench_tell(task->data, "duckdb", name, task->threads, db->number(result, 1, row));
    db->release(name);
  }
}

static bool run_part(const duckdb *db, const bench_task *task, const char *head, const char *sql) {
  const char *what = strchr(head, ' ') == NULL ? "-" : strchr(head, ' ') + 1;
  duckdb_result result;
  if (strncmp(head, "text ", 5) == 0) {
    bool made = run_once(db, "-", task, sql, &result);
    char *text = made ? db->text(&result, 0, 0) : NULL;
    made = made && text != NULL && run_times(db, what, task, text);
    db->release(text);
    db->destroy(&result);
    return made;
  }
  if (strncmp(head, "time ", 5) == 0) return run_times(db, what, task, sql);
  bool done = run_once(db, what, task, sql, &result);
  if (done && strcmp(head, "check") == 0) tell_rows(db, task, &result);
  db->destroy(&result);
  return done;
}

static bool run_times(const duckdb *db, const char *what, const bench_task *task, const char *sql) {
  bool done = true;
  for (unsigned run = 0; done && run < task->runs; run++) {
    duckdb_result result;
    done = run_once(db, what, task, sql, &result);
    db->destroy(&result);
  }
  return done;
}

/* The result is to be destroyed whatever comes of it. */
static bool run_once(const duckdb *db, const char *what, const bench_task *task, const char *sql,
                     duckdb_result *result) {
  double start = bench_now();
  bool done = db->query(db->connection, sql, result) == 0;
  double seconds = bench_now() - start;
  if (!done) fprintf(stderr, "DuckDB: %s\n%.400s\n", db->error(result), sql);
  if (done && strcmp(what, "-") != 0) bench_tell(task->data, "duckdb", what, task->threads, seconds);
  return done;
}
