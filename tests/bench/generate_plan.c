/* The generated plan: who owes what, and how it rolls up. */
#include <inttypes.h>

#include "workload.h"

static void write_indicator(FILE *file, const workload *work, bench_indicator indicator);
static void write_measured_at(FILE *file, const workload *work, bench_indicator indicator);
static void write_formulas(FILE *file, const workload *work);
static void write_targets(FILE *file, const workload *work);

static const char *const level_codes[LEVELS] = { "nation", "province", "district", "commune" };

unsigned kind_count(const workload *work, bench_kind kind) {
  static const unsigned percent[KINDS] = { 60, 20, 15, 15, 5 };
  return work->indicators * percent[kind] / 100;
}

const char *kind_letter(bench_kind kind) {
  static const char *const letters[KINDS] = { "S", "W", "N", "R", "X" };
  return letters[kind];
}

/* Its number plus a third of the sums, in tens: whoever owes the one owes the other (owing_of). */
unsigned denominator_of(const workload *work, unsigned number) {
  unsigned sums = kind_count(work, SUM);
  return (number + sums / 30 * 10) % sums;
}

/* Of ten indicators that nobody owes everywhere, five are of provinces alone, and five of communes for one year in five. */
bench_owing owing_of(const workload *work, bench_indicator indicator) {
  bench_owing all = { LEAF, 0, work->months };
  unsigned part = indicator.number % 10;
  if (!work->blocks) return all;
  if (part < 5) return (bench_owing){ 1, 0, work->months };
  return (bench_owing){ LEAF, work->months * (part - 5) / 5, work->months * (part - 4) / 5 };
}

unsigned unit_code(unsigned level, unsigned unit, char code[16]) {
  static const int digits[LEVELS] = { 1, 2, 3, 5 };
  return (unsigned)snprintf(code, 16, "%0*u", digits[level], unit + 1);
}

void write_plan(FILE *file, const workload *work) {
  fprintf(file,
          "{ \"format\": \"resolution-plan\", \"version\": 1, \"name\": \"Workload %s\", \"units\": \"units.csv\",\n",
          work->name);
  fprintf(file, "  \"levels\": [");
  for (unsigned level = 0; level < LEVELS; level++) {
    fprintf(file, "%s{\"code\": \"%s\", \"name\": \"Level %u\"}", level == 0 ? "" : ", ", level_codes[level], level);
  }
  /* A numerator has no field: it is measured for its ratio, and not reported on. */
  fprintf(file, "],\n  \"fields\": [{\"code\": \"report\", \"name\": \"Report\"}],\n");
  fprintf(file,
          "  \"resolutions\": [{\"code\": \"Q\", \"title\": \"Generated\", \"unit\": \"1\", \"from\": \"%d\", "
          "\"to\": \"%d\", \"baseline\": \"%d\"}],\n  \"indicators\": [",
          FIRST_YEAR, FIRST_YEAR + 4, FIRST_YEAR - 1);
  for (unsigned kind = SUM; kind < KINDS; kind++) {
    for (unsigned number = 0; number < kind_count(work, kind); number++) {
      fprintf(file, kind == SUM && number == 0 ? "\n    " : ",\n    ");
      write_indicator(file, work, (bench_indicator){ kind, number });
    }
  }
  write_formulas(file, work);
  fprintf(file, "\n  ]");
  if (work->targets) write_targets(file, work);
  fprintf(file, " }\n");
}

static void write_indicator(FILE *file, const workload *work, bench_indicator indicator) {
  static const char *const rules[KINDS] = { "sum", "weighted_mean", "sum", "ratio", "max" };
  static const char *const times[KINDS] = { "sum", "last", "sum", "last", "max" };
  fprintf(file, "{\"code\": \"%s%04u\", \"name\": \"Indicator %s%04u\", \"decimals\": 2, \"direction\": \"increase\", ",
          kind_letter(indicator.kind), indicator.number, kind_letter(indicator.kind), indicator.number);
  fprintf(file, "\"frequency\": \"month\", \"time\": \"%s\", ", times[indicator.kind]);
  if (indicator.kind != NUMERATOR) fprintf(file, "\"field\": \"report\", ");
  write_measured_at(file, work, indicator);
  fprintf(file, "\"rollup\": {\"rule\": \"%s\"", rules[indicator.kind]);
  if (indicator.kind == MEAN) fprintf(file, ", \"weight\": \"S%04u\"", indicator.number);
  if (indicator.kind == RATIO) {
    fprintf(file, ", \"numerator\": \"N%04u\", \"denominator\": \"S%04u\", \"factor\": 100", indicator.number,
            denominator_of(work, indicator.number));
  }
  fprintf(file, "}}");
}

/* Made of the first sums, and not reported on. */
static void write_formulas(FILE *file, const workload *work) {
  static const char *const expressions[] = { "S0000 / S0001 * 100", "S0000 - S0001[-1]",
                                             "if(S0000 > S0001, S0000, S0001)" };
  if (kind_count(work, SUM) < 3) return;
  for (unsigned i = 0; i < sizeof expressions / sizeof *expressions; i++)
    fprintf(file,
            ",\n    {\"code\": \"F%04u\", \"name\": \"Formula %u\", \"decimals\": 2, \"direction\": \"increase\", "
            "\"frequency\": \"month\", \"rollup\": {\"rule\": \"formula\", \"expression\": \"%s\"}}",
            i, i, expressions[i]);
  fprintf(file, ",\n    {\"code\": \"C0000\", \"name\": \"Condition\", \"decimals\": 0, \"direction\": \"increase\", "
                "\"frequency\": \"month\", ");
  write_measured_at(file, work, (bench_indicator){ SUM, 0 });
  fprintf(file, "\"rollup\": {\"rule\": \"count\", \"expression\": \"S0000 > 100 and S0001 < 5000 and S0002 >= 10\"}}");
}

static void write_measured_at(FILE *file, const workload *work, bench_indicator indicator) {
  bench_owing who = owing_of(work, indicator);
  if (!work->blocks) {
    fprintf(file, "\"measured_at\": [\"%s\"], ", level_codes[who.level]);
    return;
  }
  fprintf(file, "\"measured_at\": [{\"level\": \"%s\", \"from\": \"%u-%02u-01\", \"to\": \"%u-%02u-01\"}], ",
          level_codes[who.level], FIRST_YEAR + who.first / 12, who.first % 12 + 1, FIRST_YEAR + who.end / 12,
          who.end % 12 + 1);
}

/* The nation and each province have a target for every indicator. */
static void write_targets(FILE *file, const workload *work) {
  const char *separator = "";
  char code[16];
  fprintf(file, ",\n  \"targets\": [");
  for (unsigned level = 0; level < 2; level++) {
    for (unsigned unit = 0; unit < work->units[level]; unit++) {
      (void)unit_code(level, unit, code);
      for (unsigned kind = SUM; kind < KINDS; kind++) {
        for (unsigned number = 0; kind != NUMERATOR && number < kind_count(work, kind); number++) {
          fprintf(file,
                  "%s\n    {\"unit\": \"%s\", \"indicator\": \"%s%04u\", \"resolution\": \"Q\", \"at_least\": %u, "
                  "\"baseline\": {\"period\": \"%d\", \"value\": 10}}",
                  separator, code, kind_letter(kind), number, 20 + number, FIRST_YEAR - 1);
          separator = ",";
        }
      }
    }
  }
  fprintf(file, "\n  ]");
}

/* The children of a level are dealt out evenly over the level above. */
void write_units(FILE *file, const workload *work) {
  char code[16];
  fprintf(file, "code,name,level,parent\n");
  for (unsigned level = 0; level < LEVELS; level++) {
    for (unsigned unit = 0; unit < work->units[level]; unit++) {
      (void)unit_code(level, unit, code);
      fprintf(file, "%s,Unit %s,%s,", code, code, level_codes[level]);
      if (level > 0) {
        uint64_t parent = (uint64_t)unit * work->units[level - 1] / work->units[level];
        (void)unit_code(level - 1, (unsigned)parent, code);
        fprintf(file, "%s", code);
      }
      fprintf(file, "\n");
    }
  }
}
