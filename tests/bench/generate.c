/* A nation's figures of any size, the same for the same arguments: DIR/plan.json, DIR/units.csv and
 * DIR/measurements.csv (or measurements.jsonl).
 *
 *   bench_generate DIR [--workload S|M|L|G|Z|B] [--units 1,63,705,10600] [--indicators N] [--months N]
 *                  [--missing PERMILLE] [--seed N] [--order unit|period] [--told PERCENT] [--quoted] [--jsonl] [--targets]
 *
 * S, M, L: 6, 60 and 189 months of 10,600 communes; G: a year of 52,000 grassroots organisations; Z: M of which nine rows
 * in ten are missing; B: M of which nine figures in ten are owed by nobody, whole months and levels. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "workload.h"

static int read_arguments(int count, char **arguments, workload *work);
static int read_flag(const char *name, workload *work);
static int read_option(const char *name, const char *text, workload *work);
static int read_number(const char *name, unsigned long value, workload *work);
static int read_units(const char *text, workload *work);
static FILE *create(const char *directory, const char *name);
static int finish(FILE *file, const char *name);

static const workload known[] = {
  { "S", { 1, 63, 705, 10600 }, 100, 6, 30, false, 42, BY_UNIT, 0, false, false, false },
  { "M", { 1, 63, 705, 10600 }, 100, 60, 30, false, 42, BY_UNIT, 0, false, false, false },
  { "L", { 1, 63, 705, 10600 }, 100, 189, 30, false, 42, BY_UNIT, 0, false, false, false },
  { "G", { 1, 63, 705, 52000 }, 100, 12, 30, false, 42, BY_UNIT, 0, false, false, false },
  { "Z", { 1, 63, 705, 10600 }, 100, 60, 900, false, 42, BY_UNIT, 0, false, false, false },
  { "B", { 1, 63, 705, 10600 }, 100, 60, 30, true, 42, BY_UNIT, 0, false, false, false },
};

int main(int count, char **arguments) {
  workload work = known[0];
  if (read_arguments(count, arguments, &work) != 0) {
    fprintf(stderr,
            "bench_generate DIR [--workload S|M|L|G|Z|B] [--units 1,63,705,10600] [--indicators N] [--months N]\n"
            "  [--missing PERMILLE] [--seed N] [--order unit|period] [--told PERCENT] [--quoted] [--jsonl]"
            " [--targets]\n");
    return 64;
  }
  const char *measured = work.json_lines ? "measurements.jsonl" : "measurements.csv";
  FILE *plan = create(arguments[1], "plan.json");
  FILE *units = create(arguments[1], "units.csv");
  FILE *measurements = create(arguments[1], measured);
  if (plan == NULL || units == NULL || measurements == NULL) return 74;
  write_plan(plan, &work);
  write_units(units, &work);
  uint64_t rows = write_measurements(measurements, &work);
  if (finish(plan, "plan.json") + finish(units, "units.csv") + finish(measurements, measured) != 0) return 74;
  fprintf(stderr, "%" PRIu64 " rows\n", rows);
  return 0;
}

static int read_arguments(int count, char **arguments, workload *work) {
  if (count < 2) return -1;
  for (int i = 2; i < count; i++) {
    if (read_flag(arguments[i], work) == 0) continue;
    if (i + 1 == count || read_option(arguments[i], arguments[i + 1], work) != 0) return -1;
    i++;
  }
  return 0;
}

static int read_flag(const char *name, workload *work) {
  if (strcmp(name, "--quoted") == 0)
    work->quoted = true;
  else if (strcmp(name, "--jsonl") == 0)
    work->json_lines = true;
  else if (strcmp(name, "--targets") == 0)
    work->targets = true;
  else
    return -1;
  return 0;
}

static int read_option(const char *name, const char *text, workload *work) {
  if (strcmp(name, "--workload") == 0) {
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
      if (strcmp(text, known[i].name) != 0) continue;
      *work = known[i];
      return 0;
    }
    return -1;
  }
  if (strcmp(name, "--units") == 0) return read_units(text, work);
  if (strcmp(name, "--order") == 0) {
    work->order = strcmp(text, "period") == 0 ? BY_PERIOD : BY_UNIT;
    return work->order == BY_PERIOD || strcmp(text, "unit") == 0 ? 0 : -1;
  }
  char *end = NULL;
  unsigned long value = strtoul(text, &end, 10);
  return *text == '\0' || *end != '\0' ? -1 : read_number(name, value, work);
}

static int read_number(const char *name, unsigned long value, workload *work) {
  if (strcmp(name, "--indicators") == 0 && value >= 20 && value <= 9999)
    work->indicators = (unsigned)value;
  else if (strcmp(name, "--months") == 0 && value >= 1 && value <= 1200)
    work->months = (unsigned)value;
  else if (strcmp(name, "--missing") == 0 && value < 1000)
    work->missing_permille = (unsigned)value;
  else if (strcmp(name, "--told") == 0 && value <= 100)
    work->told_percent = (unsigned)value;
  else if (strcmp(name, "--seed") == 0)
    work->seed = value;
  else
    return -1;
  return 0;
}

static int read_units(const char *text, workload *work) {
  for (unsigned level = 0; level < LEVELS; level++) {
    char *end = NULL;
    unsigned long value = strtoul(text, &end, 10);
    if (end == text || value == 0 || value > MOST_UNITS || *end != (level == LEAF ? '\0' : ',')) return -1;
    work->units[level] = (unsigned)value;
    text = end + 1;
  }
  return 0;
}

static FILE *create(const char *directory, const char *name) {
  char path[4096];
  int length = snprintf(path, sizeof path, "%s/%s", directory, name);
  FILE *file = length > 0 && (size_t)length < sizeof path ? fopen(path, "wb") : NULL;
  if (file == NULL) fprintf(stderr, "%s/%s: %s\n", directory, name, strerror(errno));
  return file;
}

static int finish(FILE *file, const char *name) {
  int failed = ferror(file);
  if (fclose(file) == 0 && !failed) return 0;
  fprintf(stderr, "%s: could not be written: %s\n", name, strerror(errno));
  return -1;
}
