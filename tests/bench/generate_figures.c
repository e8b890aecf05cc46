/* The generated figures: each follows from the seed, its unit, indicator and month alone, so that every order of the rows
 * tells the same. They have the sizes that figures of communes have: a few fit 16 bits, most 32, amounts of money 64. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "workload.h"

enum { BUFFER = 1 << 20, LONGEST_ROW = 512, AMOUNTS = 20 /* one sum in so many is an amount of money */ };

/* A field with its quotes, name and comma: made once, copied into each of its rows. */
typedef struct bench_field {
  unsigned length;
  char text[44];
} bench_field;

typedef struct output {
  const workload *work;
  FILE *file;
  uint64_t rows;
  bench_field unit; /* of the rows being written */
  unsigned level;
  bench_field *months;
  bench_field *indicators[KINDS];
  size_t used;
  char buffer[BUFFER];
} output;

/* A figure: units × 10^-decimals. */
typedef struct bench_figure {
  uint64_t units;
  unsigned decimals;
} bench_figure;

typedef struct bench_place {
  bench_indicator indicator;
  unsigned unit;
  unsigned month;
} bench_place;

static bench_field make_field(const workload *work, const char *name, const char *text);
static void make_fields(output *out);
static void write_unit(output *out, unsigned unit, unsigned first, unsigned end);
static void write_figure(output *out, const bench_place *place);
static void write_row(output *out, const bench_place *place, bench_figure figure, unsigned revision);
static char *put(char *at, const bench_field *field);
static char *put_value(char *at, const workload *work, bench_figure figure);
static char *put_told(char *at, const workload *work, unsigned month, unsigned revision);
static bench_figure figure_of(const workload *work, const bench_place *place);
static void flush(output *out);

uint64_t write_measurements(FILE *file, const workload *work) {
  output *out = calloc(1, sizeof *out);
  if (out == NULL) abort();
  out->work = work;
  out->file = file;
  make_fields(out);
  if (!work->json_lines) {
    fprintf(file, "unit,indicator,period,value%s\n", work->told_percent > 0 ? ",status,source,revision" : "");
  }
  unsigned turns = work->order == BY_PERIOD ? work->months : 1;
  for (unsigned turn = 0; turn < turns; turn++) {
    unsigned first = work->order == BY_PERIOD ? turn : 0;
    unsigned end = work->order == BY_PERIOD ? turn + 1 : work->months;
    for (out->level = 0; out->level < LEVELS; out->level++) {
      for (unsigned unit = 0; unit < work->units[out->level]; unit++) write_unit(out, unit, first, end);
    }
  }
  flush(out);
  uint64_t rows = out->rows;
  for (unsigned kind = SUM; kind < KINDS; kind++) free(out->indicators[kind]);
  free(out->months);
  free(out);
  return rows;
}

/* ---- Rows ------------------------------------------------------------------------------------------------ */

static void make_fields(output *out) {
  char text[16];
  out->months = calloc(out->work->months, sizeof *out->months);
  if (out->months == NULL) abort();
  for (unsigned month = 0; month < out->work->months; month++) {
    (void)snprintf(text, sizeof text, "%u-%02u", FIRST_YEAR + month / 12, month % 12 + 1);
    out->months[month] = make_field(out->work, ",period", text);
  }
  for (unsigned kind = SUM; kind < KINDS; kind++) {
    unsigned count = kind_count(out->work, kind);
    out->indicators[kind] = calloc(count + 1, sizeof(bench_field));
    if (out->indicators[kind] == NULL) abort();
    for (unsigned number = 0; number < count; number++) {
      (void)snprintf(text, sizeof text, "%s%04u", kind_letter(kind), number);
      out->indicators[kind][number] = make_field(out->work, ",indicator", text);
    }
  }
}

/* `name` has what stands before the field in front: a comma, of the first nothing. */
static bench_field make_field(const workload *work, const char *name, const char *text) {
  bench_field field;
  const char *comma = *name == ',' ? "," : "";
  int length;
  if (work->json_lines)
    length = snprintf(field.text, sizeof field.text, "%s\"%s\":\"%s\"", comma, name + strlen(comma), text);
  else
    length = snprintf(field.text, sizeof field.text, work->quoted ? "%s\"%s\"" : "%s%s", comma, text);
  field.length = (unsigned)length;
  return field;
}

static void write_unit(output *out, unsigned unit, unsigned first, unsigned end) {
  char code[16];
  (void)unit_code(out->level, unit, code);
  out->unit = make_field(out->work, "unit", code);
  bench_place place = { { SUM, 0 }, unit, 0 };
  for (unsigned kind = SUM; kind < KINDS; kind++) {
    if (kind == RATIO) continue;
    place.indicator.kind = kind;
    for (unsigned number = 0; number < kind_count(out->work, kind); number++) {
      place.indicator.number = number;
      bench_owing who = owing_of(out->work, place.indicator);
      if (who.level != out->level) continue;
      for (place.month = first; place.month < end; place.month++) {
        if (place.month >= who.first && place.month < who.end) write_figure(out, &place);
      }
    }
  }
}

/* Steele, Lea and Flood's SplitMix64: every bit of the result hangs on every bit of the place. */
static uint64_t mixed(uint64_t x) {
  x += UINT64_C(0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static uint64_t chance(const workload *work, const bench_place *place) {
  uint64_t key = (uint64_t)place->indicator.kind << 60 | (uint64_t)place->indicator.number << 44 |
                 (uint64_t)place->unit << 20 | (uint64_t)place->month;
  return mixed(key ^ mixed(work->seed));
}

/* A row that tells its revision follows the one that it corrects. */
static void write_figure(output *out, const bench_place *place) {
  uint64_t draw = mixed(chance(out->work, place));
  if (draw % 1000 < out->work->missing_permille) return;
  bench_figure figure = figure_of(out->work, place);
  if ((draw >> 32) % 100 >= out->work->told_percent) {
    write_row(out, place, figure, 0);
    return;
  }
  bench_figure before = { figure.units + 1, figure.decimals };
  write_row(out, place, before, 1);
  write_row(out, place, figure, 2);
}

static void write_row(output *out, const bench_place *place, bench_figure figure, unsigned revision) {
  const workload *work = out->work;
  if (out->used + LONGEST_ROW > BUFFER) flush(out);
  char *at = out->buffer + out->used;
  if (work->json_lines) *at++ = '{';
  at = put(at, &out->unit);
  at = put(at, &out->indicators[place->indicator.kind][place->indicator.number]);
  at = put(at, &out->months[place->month]);
  at = put_value(at, work, figure);
  if (work->told_percent > 0) at = put_told(at, work, place->month, revision);
  if (work->json_lines) *at++ = '}';
  *at++ = '\n';
  out->used = (size_t)(at - out->buffer);
  out->rows++;
}

/* A fixed length is copied faster than the field's own. */
static char *put(char *at, const bench_field *field) {
  memcpy(at, field->text, sizeof field->text);
  return at + field->length;
}

static char *put_text(char *at, const char *text) {
  size_t length = strlen(text);
  memcpy(at, text, length);
  return at + length;
}

static char *put_value(char *at, const workload *work, bench_figure figure) {
  char digits[24];
  unsigned count = 0;
  do {
    if (count == figure.decimals && count > 0) digits[count] = '.';
    digits[count + (figure.decimals > 0 && count >= figure.decimals)] = (char)('0' + figure.units % 10);
    figure.units /= 10;
    count++;
  } while (figure.units > 0 || count <= figure.decimals);
  count += figure.decimals > 0;
  at = put_text(at, work->json_lines ? ",\"value\":" : ",");
  if (work->quoted && !work->json_lines) *at++ = '"';
  while (count > 0) *at++ = digits[--count];
  if (work->quoted && !work->json_lines) *at++ = '"';
  return at;
}

static char *put_told(char *at, const workload *work, unsigned month, unsigned revision) {
  static const char *const csv = ",E,\"Report \"\"%u\"\", by post\",%u";
  static const char *const json = ",\"status\":\"E\",\"source\":\"Report \\\"%u\\\", by post\",\"revision\":%u";
  if (revision == 0) return put_text(at, work->json_lines ? "" : ",,,");
  return at + sprintf(at, work->json_lines ? json : csv, month + 1, revision);
}

static void flush(output *out) {
  (void)fwrite(out->buffer, 1, out->used, out->file); /* the file remembers a failure */
  out->used = 0;
}

/* ---- Figures --------------------------------------------------------------------------------------------- */

static bench_figure sum_of(const workload *work, const bench_place *place) {
  static const unsigned tens[] = { 1, 10, 100, 1000 };
  bench_place always = { place->indicator, place->unit, 0xfffff };
  uint64_t base = chance(work, &always);
  uint64_t size = (100 + base % 900) * tens[base / 1024 % 3];
  uint64_t moved = size * (900 + chance(work, place) % 200); /* a tenth up or down, in thousandths */
  if (place->indicator.number % AMOUNTS == AMOUNTS - 1) return (bench_figure){ moved * 97, 2 };
  switch (place->indicator.number % 3) {
  case 0:
    return (bench_figure){ moved / 1000, 0 };
  case 1:
    return (bench_figure){ moved / 100, 1 };
  default:
    return (bench_figure){ moved / 10, 2 };
  }
}

/* A numerator is a part of its denominator; means are percentages. */
static bench_figure figure_of(const workload *work, const bench_place *place) {
  uint64_t draw = chance(work, place);
  if (place->indicator.kind == SUM) return sum_of(work, place);
  if (place->indicator.kind != NUMERATOR) return (bench_figure){ draw % 1001, 1 };
  bench_place whole = *place;
  whole.indicator = (bench_indicator){ SUM, denominator_of(work, place->indicator.number) };
  bench_figure figure = sum_of(work, &whole);
  figure.units = figure.units * (200 + draw % 600) / 1000;
  return figure;
}
