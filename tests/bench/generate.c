/* A national data set of any size, the same for the same arguments: DIR/plan.json, DIR/units.csv, DIR/measurements.csv.
 *
 *   generate DIR [--units 1,63,705,10600] [--indicators 100] [--months 12] [--missing 3] [--seed 42]
 *
 * Of the indicators 60 % are sums, 20 % weighted means, 15 % ratios of two of the sums and 5 % maxima; the lowest level
 * measures them monthly; `--missing` percent of the figures are left out. Each of the two highest levels has a target for
 * every indicator. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LEVELS = 8, FIRST_YEAR = 2021 };

typedef struct data_size {
  unsigned units[MOST_LEVELS];
  unsigned levels;
  unsigned indicators;
  unsigned months;
  unsigned missing; /* percent */
  uint64_t seed;
} data_size;

static FILE *create(const char *directory, const char *name);
static int finish(FILE *file, const char *name);
static void write_plan(FILE *file, const data_size *size);
static void write_indicators(FILE *file, const data_size *size);
static void write_targets(FILE *file, const data_size *size);
static void write_units(FILE *file, const data_size *size);
static uint64_t write_measurements(FILE *file, const data_size *size);
static int read_arguments(int count, char **arguments, data_size *size);

/* Knuth's MMIX generator; the high bits are the good ones. */
static unsigned next(uint64_t *state, unsigned below) {
  *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (unsigned)((*state >> 33) % below);
}

static unsigned sums(const data_size *size) {
  unsigned count = size->indicators * 60 / 100;
  return count > 1 ? count : 2;
}

static unsigned means(const data_size *size) {
  return size->indicators * 20 / 100;
}

static unsigned ratios(const data_size *size) {
  return size->indicators * 15 / 100;
}

static unsigned maxima(const data_size *size) {
  return size->indicators - (sums(size) + means(size) + ratios(size) < size->indicators
                                 ? sums(size) + means(size) + ratios(size)
                                 : size->indicators);
}

int main(int count, char **arguments) {
  data_size size = { { 1, 63, 705, 10600 }, 4, 100, 12, 3, 42 };
  if (read_arguments(count, arguments, &size) != 0) {
    fprintf(stderr,
            "generate DIR [--units 1,63,705,10600] [--indicators N] [--months N] [--missing PERCENT] [--seed N]\n");
    return 64;
  }
  FILE *plan = create(arguments[1], "plan.json");
  FILE *units = create(arguments[1], "units.csv");
  FILE *measurements = create(arguments[1], "measurements.csv");
  if (plan == NULL || units == NULL || measurements == NULL) return 74;
  write_plan(plan, &size);
  write_units(units, &size);
  uint64_t rows = write_measurements(measurements, &size);
  if (finish(plan, "plan.json") + finish(units, "units.csv") + finish(measurements, "measurements.csv") != 0) return 74;
  printf("%" PRIu64 " rows\n", rows);
  return 0;
}

static int read_arguments(int count, char **arguments, data_size *size) {
  if (count < 2 || count % 2 != 0) return -1;
  for (int i = 2; i + 1 < count; i += 2) {
    const char *name = arguments[i];
    char *end = arguments[i + 1];
    if (strcmp(name, "--units") == 0) {
      for (size->levels = 0; *end != '\0' && size->levels < MOST_LEVELS; end += *end == ',') {
        size->units[size->levels++] = (unsigned)strtoul(end, &end, 10);
      }
      continue;
    }
    unsigned long value = strtoul(end, &end, 10);
    if (*end != '\0') return -1;
    if (strcmp(name, "--indicators") == 0 && value >= 2)
      size->indicators = (unsigned)value;
    else if (strcmp(name, "--months") == 0 && value >= 1)
      size->months = (unsigned)value;
    else if (strcmp(name, "--missing") == 0 && value < 100)
      size->missing = (unsigned)value;
    else if (strcmp(name, "--seed") == 0)
      size->seed = value;
    else
      return -1;
  }
  return size->levels > 0 ? 0 : -1;
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

/* ---- The plan -------------------------------------------------------------------------------------------- */

static void write_plan(FILE *file, const data_size *size) {
  fprintf(file, "{ \"format\": \"resolution-plan\", \"version\": 1, \"units\": \"units.csv\",\n  \"levels\": [");
  for (unsigned level = 0; level < size->levels; level++) {
    fprintf(file, "%s{\"code\": \"L%u\", \"name\": \"Level %u\"}", level == 0 ? "" : ", ", level, level);
  }
  fprintf(file,
          "],\n  \"resolutions\": [{\"code\": \"R\", \"title\": \"Generated\", \"unit\": \"L0/0\", \"from\": \"%d\", ",
          FIRST_YEAR);
  fprintf(file, "\"to\": \"%d\", \"baseline\": \"%d\"}],\n", FIRST_YEAR + 4, FIRST_YEAR - 1);
  write_indicators(file, size);
  write_targets(file, size);
  fprintf(file, "}\n");
}

static void write_indicators(FILE *file, const data_size *size) {
  char head[160];
  unsigned lowest = size->levels - 1;
  fprintf(file, "  \"indicators\": [");
  for (unsigned i = 0; i < sums(size) + means(size) + ratios(size) + maxima(size); i++) {
    unsigned in_kind = i;
    (void)snprintf(
        head, sizeof head,
        "\"unit_of_measure\": \"x\", \"decimals\": 1, \"direction\": \"increase\", \"frequency\": \"month\", "
        "\"measured_at\": [\"L%u\"], \"min_coverage\": 0.5",
        lowest);
    fprintf(file, "%s\n    {\"code\": \"I%u\", \"name\": \"Indicator %u\", %s, ", i == 0 ? "" : ",", i, i, head);
    if (in_kind < sums(size)) {
      fprintf(file, "\"rollup\": \"sum\", \"time\": \"sum\"}");
      continue;
    }
    in_kind -= sums(size);
    if (in_kind < means(size)) {
      fprintf(file, "\"rollup\": {\"rule\": \"weighted_mean\", \"weight\": \"I%u\"}, \"time\": \"last\"}",
              in_kind % sums(size));
      continue;
    }
    in_kind -= means(size);
    if (in_kind < ratios(size)) {
      fprintf(file,
              "\"rollup\": {\"rule\": \"ratio\", \"numerator\": \"I%u\", \"denominator\": \"I%u\", \"factor\": 100}}",
              in_kind % sums(size), (in_kind + 1) % sums(size));
      continue;
    }
    fprintf(file, "\"rollup\": \"max\", \"time\": \"max\"}");
  }
  fprintf(file, "\n  ],\n");
}

static void write_targets(FILE *file, const data_size *size) {
  fprintf(file, "  \"targets\": [");
  const char *separator = "";
  unsigned all = sums(size) + means(size) + ratios(size) + maxima(size);
  for (unsigned level = 0; level < 2 && level < size->levels; level++) {
    for (unsigned unit = 0; unit < size->units[level]; unit++) {
      for (unsigned i = 0; i < all; i++) {
        fprintf(file,
                "%s\n    {\"unit\": \"L%u/%u\", \"indicator\": \"I%u\", \"resolution\": \"R\", \"at_least\": %u, "
                "\"baseline\": {\"period\": \"%d\", \"value\": 100}}",
                separator, level, unit, i, 120 + i, FIRST_YEAR - 1);
        separator = ",";
      }
    }
  }
  fprintf(file, "\n  ]\n");
}

/* ---- Units and figures ----------------------------------------------------------------------------------- */

/* The children of a level are dealt out evenly over the level above. */
static void write_units(FILE *file, const data_size *size) {
  fprintf(file, "code,name,level,parent\n");
  for (unsigned level = 0; level < size->levels; level++) {
    for (unsigned unit = 0; unit < size->units[level]; unit++) {
      fprintf(file, "%u,Unit %u-%u,L%u,", unit, level, unit, level);
      if (level > 0) {
        uint64_t parent = (uint64_t)unit * size->units[level - 1] / size->units[level];
        fprintf(file, "L%u/%" PRIu64, level - 1, parent);
      }
      fprintf(file, "\n");
    }
  }
}

static uint64_t write_measurements(FILE *file, const data_size *size) {
  uint64_t state = size->seed;
  uint64_t rows = 0;
  unsigned lowest = size->levels - 1;
  fprintf(file, "unit,indicator,period,value\n");
  for (unsigned i = 0; i < sums(size) + means(size) + ratios(size) + maxima(size); i++) {
    unsigned before_ratios = sums(size) + means(size);
    if (i >= before_ratios && i < before_ratios + ratios(size)) continue; /* known from two sums */
    for (unsigned unit = 0; unit < size->units[lowest]; unit++) {
      for (unsigned month = 0; month < size->months; month++) {
        unsigned value = next(&state, 100000);
        if (next(&state, 100) < size->missing) continue;
        fprintf(file, "L%u/%u,I%u,%u-%02u,%u.%u\n", lowest, unit, i, FIRST_YEAR + month / 12, month % 12 + 1,
                value / 10, value % 10);
        rows++;
      }
    }
  }
  return rows;
}
