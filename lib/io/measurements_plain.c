#include "io/measurements_plain.h"

#include <string.h>

#include "base/bits.h"
#include "cube/builder.h"
#include "io/short_figure.h"

enum {
  UNIT_SLOTS = 4096,
  OTHER_SLOTS = 2048,
  LONGEST_ROW = RSL__LIKENESS_HEAD + 4 * RSL__SHORT_TEXT /* head, key, joint, figure and tail */
};

static const char *take_periods(rsl__plain *plain, const char *row, const char *end, size_t *line);
static bool may_follow(const rsl__plain *plain, const char *row, const char *end, size_t line);
static const char *head_of(const rsl__likeness *like);
static const char *take_alike(rsl__plain *plain, const char *row, const char *end, size_t line);
static void fetch_log(const rsl__known *indicator);
static bool stands(const char *at, const char *text, size_t length);
static const char *find_head(const rsl__plain *plain, const char *row, rsl__known *keys[RSL__KEYS], rsl__head *head);
static void keep_head(rsl__plain *plain, const char *row, rsl__known *const keys[RSL__KEYS], const rsl__head *head);
static void order_keys(const rsl__fields *fields, size_t order[RSL__KEYS]);
static bool find_keys(const rsl__plain *plain, const rsl__plain_row *row, rsl__known *keys[RSL__KEYS]);
static rsl_date day_of(const rsl__plain *plain, const rsl__known *period);
static bool is_bare(const rsl__fields *fields);
static bool read_value(const rsl__plain *plain, const rsl__fields *fields, rsl_decimal *out);
static bool may_be_short(const rsl__plain *plain, const rsl__fields *fields);
static bool add(rsl__plain *plain, rsl__known *const keys[RSL__KEYS], rsl_decimal value, size_t line);
static void follow(rsl__known *before, rsl__known *met);
static void note_likeness(rsl__plain *plain, const rsl__plain_row *row);

bool rsl__plain_open(rsl__plain *plain, rsl__row_reader *rows) {
  *plain = (rsl__plain){ .rows = rows };
  bool fine = true;
  for (size_t i = 0; i < RSL__KEYS; i++) {
    size_t slots = i == RSL__FIELD_UNIT ? UNIT_SLOTS : OTHER_SLOTS;
    fine = rsl__knowns_open(&plain->knowns[i], slots, &rows->allocator) && fine;
  }
  return fine;
}

void rsl__plain_close(rsl__plain *plain) {
  for (size_t i = 0; i < RSL__KEYS && plain->rows != NULL; i++)
    rsl__knowns_close(&plain->knowns[i], &plain->rows->allocator);
}

/* ---- Rows like the one before ---------------------------------------------------------------------------- */

void rsl__plain_take_alike(rsl__plain *plain, const char **at, const char *end, size_t *line) {
  const char *row = *at;
  while (plain->like.known && (row = take_alike(plain, row, end, *line)) != NULL) {
    ++*line;
    row = take_periods(plain, row, end, line);
    *at = row;
  }
}

/* Rows of the same unit and indicator as the one before, which was added just now: what does not change from row to row is
 * at hand. @return behind them. */
static const char *take_periods(rsl__plain *plain, const char *row, const char *end, size_t *line) {
  if (!may_follow(plain, row, end, *line)) return row;
  const rsl__likeness *like = &plain->like;
  const size_t head = like->head.starts[RSL__KEYS - 1];
  const rsl__short_text joint = like->joint;
  const rsl__short_text tail = like->tail;
  const rsl_period_type type = plain->keys[RSL__FIELD_INDICATOR]->type;
  rsl__log *log = plain->keys[RSL__FIELD_INDICATOR]->log;
  /* A copy: what is written to the log's page may be anything else, for all that compilers know. */
  rsl__log_state now = log->now;
  rsl__known *before = plain->keys[RSL__FIELD_PERIOD];
  bool more = stands(row, head_of(like), head);
  while (more && now.at < log->limit) {
    rsl__known *key = before->next;
    rsl_decimal value;
    if (key == NULL || key->type != type || !rsl__short_text_stands(&key->text, row + head)) break;
    const char *text = row + head + key->text.length;
    if (!rsl__short_text_stands(&joint, text)) break;
    text = rsl__short_figure(text + joint.length, &value);
    if (text == NULL || (unsigned)value.scale != now.scale) break;
    /* Mostly the next row's head follows the tail. */
    more = stands(text, head_of(like) - tail.length, tail.length + head);
    if (!more && !rsl__short_text_stands(&tail, text)) break;
    if (text + tail.length > end || !rsl__log_tell_next(&now, key->value, value.units)) break;
    before = key;
    row = text + tail.length;
  }
  const uint32_t taken = now.line - log->now.line;
  log->now = now;
  log->count += taken;
  plain->keys[RSL__FIELD_PERIOD] = before;
  *line += taken;
  return row;
}

/* Are they of a kind that take_periods() knows? It asks neither for the unit's life nor how long a row is. */
static bool may_follow(const rsl__plain *plain, const char *row, const char *end, size_t line) {
  const rsl__likeness *like = &plain->like;
  const rsl__log *log = plain->keys[RSL__FIELD_INDICATOR]->log;
  return like->known && like->order[RSL__KEYS - 1] == RSL__FIELD_PERIOD && !plain->rows->lives_matter &&
         plain->rows->options->max_line >= LONGEST_ROW && log->now.place == plain->keys[RSL__FIELD_UNIT]->value &&
         (size_t)log->now.line + 1 == line && line + (size_t)(end - row) <= UINT32_MAX;
}

static inline const char *head_of(const rsl__likeness *like) {
  return like->text + RSL__SHORT_TEXT;
}

/* @return behind the row; NULL: it is not alike. */
static inline const char *take_alike(rsl__plain *plain, const char *row, const char *end, size_t line) {
  rsl__likeness *like = &plain->like;
  const size_t last = like->order[RSL__KEYS - 1];
  rsl__known *keys[RSL__KEYS] = { plain->keys[0], plain->keys[1], plain->keys[2] };
  rsl__head moved;
  rsl_decimal value;
  const size_t length = like->head.starts[RSL__KEYS - 1];
  bool same = stands(row, head_of(like), length);
  const char *text = same ? row + length : find_head(plain, row, keys, &moved);
  if (text == NULL) return NULL;
  rsl__known *key = keys[last]->next;
  if (key == NULL || !rsl__short_text_stands(&key->text, text))
    key = rsl__known_expected(keys[last], text, (char)like->joint.words[0]);
  if (key == NULL || !rsl__short_text_stands(&like->joint, text + key->text.length)) return NULL;
  text = rsl__short_figure(text + key->text.length + like->joint.length, &value);
  if (text == NULL || !rsl__short_text_stands(&like->tail, text)) return NULL;
  text += like->tail.length;
  keys[last] = key;
  if (text > end || (size_t)(text - row) > plain->rows->options->max_line || !add(plain, keys, value, line))
    return NULL;
  plain->keys[last] = key;
  if (!same) keep_head(plain, row, keys, &moved);
  fetch_log(keys[RSL__FIELD_INDICATOR]->next);
  return text;
}

/* Logs lie apart from one another, and that of the indicator that follows is wanted soon. */
static inline void fetch_log(const rsl__known *indicator) {
  if (indicator == NULL) return;
  rsl__fetch_to_change(&indicator->log->now);
  rsl__fetch_to_change(indicator->log->now.at);
}

/* Texts end with a byte that none of these holds, so that no more of them is read than may be. */
static inline bool stands(const char *at, const char *text, size_t length) {
  if (length < 8) return rsl__first_bytes(rsl__load_word(at) ^ rsl__load_word(text), length) == 0;
  for (size_t i = 0; i + 8 < length; i += 8)
    if (rsl__load_word(at + i) != rsl__load_word(text + i)) return false;
  return rsl__load_word(at + length - 8) == rsl__load_word(text + length - 8);
}

/* Of the keys before the last one at least one is another. @return behind the head; NULL: it is not alike. */
static inline const char *find_head(const rsl__plain *plain, const char *row, rsl__known *keys[RSL__KEYS],
                                    rsl__head *head) {
  const rsl__likeness *like = &plain->like;
  const char *at = row;
  size_t from = 0;
  *head = like->head;
  /* Mostly it is the second of them, so that the row begins as before. */
  size_t first = stands(row, head_of(like), like->head.starts[1]) ? 1 : 0;
  for (size_t i = first; i + 1 < RSL__KEYS; i++) {
    if (!stands(at, head_of(like) + from, like->head.starts[i] - from)) return NULL;
    at += like->head.starts[i] - from;
    from = like->head.ends[i];
    rsl__known *key = rsl__known_expected(keys[like->order[i]], at, head_of(like)[from]);
    if (key == NULL) return NULL;
    head->starts[i] = (size_t)(at - row);
    at += key->text.length;
    head->ends[i] = (size_t)(at - row);
    keys[like->order[i]] = key;
  }
  size_t between = like->head.starts[RSL__KEYS - 1] - from;
  head->starts[RSL__KEYS - 1] = (size_t)(at - row) + between;
  return stands(at, head_of(like) + from, between) ? at + between : NULL;
}

static inline void keep_head(rsl__plain *plain, const char *row, rsl__known *const keys[RSL__KEYS],
                             const rsl__head *head) {
  rsl__likeness *like = &plain->like;
  size_t length = head->starts[RSL__KEYS - 1];
  like->known = length <= RSL__LIKENESS_HEAD;
  for (size_t i = 0; like->known && i < length; i += 8)
    rsl__store_word(like->text + RSL__SHORT_TEXT + i, rsl__load_word(row + i));
  for (size_t i = 0; i < RSL__KEYS; i++) {
    like->head.starts[i] = head->starts[i];
    like->head.ends[i] = head->ends[i];
    plain->keys[i] = keys[i];
  }
}

/* How a row was written that was taken just now. */
static void note_likeness(rsl__plain *plain, const rsl__plain_row *row) {
  rsl__likeness *like = &plain->like;
  const rsl__fields *fields = row->fields;
  const rsl__csv_cell *value = &fields->cells[fields->column[RSL__FIELD_VALUE]];
  const rsl__csv_cell *before = NULL;
  rsl__head head;
  if (!may_be_short(plain, fields)) return;
  order_keys(fields, like->order);
  for (size_t i = 0; i < RSL__KEYS; i++) {
    before = &fields->cells[fields->column[like->order[i]]];
    head.starts[i] = (size_t)(before->text - row->text);
    head.ends[i] = head.starts[i] + before->length;
  }
  const char *joint = before->text + before->length;
  const char *tail = value->text + value->length;
  if (before->text > value->text) return;
  size_t joint_length = (size_t)(value->text - joint);
  size_t tail_length = (size_t)(row->text + row->length - tail);
  if (joint_length > RSL__SHORT_TEXT || tail_length > RSL__SHORT_TEXT) return;
  like->joint = rsl__short_text_of(joint, joint_length);
  like->tail = rsl__short_text_of(tail, tail_length);
  memcpy(like->text + RSL__SHORT_TEXT - tail_length, tail, tail_length);
  keep_head(plain, row->text, plain->keys, &head);
}

/* As they follow one another in the row. */
static void order_keys(const rsl__fields *fields, size_t order[RSL__KEYS]) {
  for (size_t i = 0; i < RSL__KEYS; i++) {
    size_t to = i;
    const char *text = fields->cells[fields->column[i]].text;
    for (; to > 0 && fields->cells[fields->column[order[to - 1]]].text > text; to--) order[to] = order[to - 1];
    order[to] = i;
  }
}

/* ---- Plain rows ------------------------------------------------------------------------------------------ */

bool rsl__plain_take(rsl__plain *plain, const rsl__plain_row *row) {
  rsl__known *keys[RSL__KEYS];
  rsl_decimal value;
  if (!is_bare(row->fields) || !find_keys(plain, row, keys)) return false;
  if (!read_value(plain, row->fields, &value) || !add(plain, keys, value, row->fields->line)) return false;
  plain->like.known = false;
  for (size_t i = 0; i < RSL__KEYS; i++) {
    follow(plain->keys[i], keys[i]);
    plain->keys[i] = keys[i];
  }
  note_likeness(plain, row);
  return true;
}

/* Nothing but columns of people's own stands beside the figure. */
static bool is_bare(const rsl__fields *fields) {
  if (fields->only_required) return true;
  for (size_t field = RSL__REQUIRED_FIELDS; field < RSL__FIELDS; field++)
    if (fields->column[field] != RSL__CSV_NO_COLUMN && fields->cells[fields->column[field]].length > 0) return false;
  return true;
}

/* The period first: what a unit's text means may depend on it. */
static bool find_keys(const rsl__plain *plain, const rsl__plain_row *row, rsl__known *keys[RSL__KEYS]) {
  static const size_t order[RSL__KEYS] = { RSL__FIELD_PERIOD, RSL__FIELD_INDICATOR, RSL__FIELD_UNIT };
  const rsl__fields *fields = row->fields;
  for (size_t i = 0; i < RSL__KEYS; i++) {
    size_t field = order[i];
    const rsl__csv_cell *cell = &fields->cells[fields->column[field]];
    rsl_date day = field == RSL__FIELD_UNIT ? day_of(plain, keys[RSL__FIELD_PERIOD]) : RSL_DATE_NONE;
    rsl__known *key = row->expected[field];
    if (key == NULL || key->day != day) key = rsl__knowns_find(&plain->knowns[field], cell->text, cell->length, day);
    if (key == NULL) return false;
    keys[field] = key;
  }
  return true;
}

static inline rsl_date day_of(const rsl__plain *plain, const rsl__known *period) {
  return plain->rows->lives_matter ? period->last_day : RSL_DATE_NONE;
}

static bool read_value(const rsl__plain *plain, const rsl__fields *fields, rsl_decimal *out) {
  const rsl__csv_cell *cell = &fields->cells[fields->column[RSL__FIELD_VALUE]];
  bool is_plain = (fields->plain >> RSL__FIELD_VALUE & 1) != 0;
  const rsl_number_style *style = is_plain ? NULL : &plain->rows->options->style;
  if (may_be_short(plain, fields) && rsl__short_figure(cell->text, out) == cell->text + cell->length) return true;
  return rsl_decimal_parse(cell->text, cell->length, style, out) == RSL_NUMBER_FINE;
}

/* A number by itself, or one of a style that has a decimal point, and no thousands marks that are one. */
static bool may_be_short(const rsl__plain *plain, const rsl__fields *fields) {
  const rsl_number_style *style = &plain->rows->options->style;
  if ((fields->plain >> RSL__FIELD_VALUE & 1) != 0) return true;
  return (style->decimal_mark == '\0' || style->decimal_mark == '.') && style->thousands_mark != '.';
}

/* What rsl__row_reader_take() makes of such a row. */
static inline bool add(rsl__plain *plain, rsl__known *const keys[RSL__KEYS], rsl_decimal value, size_t line) {
  rsl_cube_builder *builder = plain->rows->builder;
  const rsl__known *unit = keys[RSL__FIELD_UNIT];
  const rsl__known *indicator = keys[RSL__FIELD_INDICATOR];
  const rsl__known *period = keys[RSL__FIELD_PERIOD];
  if (period->type != indicator->type || unit->day != day_of(plain, period) || line > UINT32_MAX) return false;
  rsl__log *log = indicator->log;
  if (rsl__log_is_ready(log, builder->piece, builder->last_file_number)) {
    rsl__log_add_plain(log, unit->value, period->value, value.units, (unsigned)value.scale, (uint32_t)line);
    return true;
  }
  rsl__row row = { .value = value.units, .place = unit->value, .origin = (uint32_t)line, .flags = RSL__ROW_VALUE };
  row.when = period->value & 0xFFFFFFu;
  row.scale = (unsigned)value.scale & 31u;
  row.file = builder->last_file_number & 0xFFFFu;
  if (!rsl__builder_push(builder, indicator->value, &row)) {
    plain->no_memory = true;
    plain->like.known = false;
  }
  return true;
}

/* One that was left out of those that follow makes no other the next. */
static void follow(rsl__known *before, rsl__known *met) {
  rsl__known *known = before;
  for (int i = 0; known != NULL && i <= RSL__KNOWN_FOLLOWERS; i++, known = known->next)
    if (known == met) return;
  if (before != NULL) before->next = met;
}

/* What the texts of a good row meant, where another row of the same texts means the same. */
void rsl__plain_remember(rsl__plain *plain, const rsl__fields *fields) {
  const rsl__row_reader *rows = plain->rows;
  const rsl_measurement *row = &rows->last;
  size_t level = fields->column[RSL__FIELD_LEVEL];
  if (row->nil || !rsl__builder_takes_plain(rows->builder, row->indicator)) return;
  if (level != RSL__CSV_NO_COLUMN && fields->cells[level].length > 0) return;
  for (size_t i = 0; i < RSL__KEYS; i++)
    if (fields->cells[fields->column[i]].length > RSL__SHORT_TEXT) return;
  rsl__known *slots[RSL__KEYS];
  for (size_t i = 0; i < RSL__KEYS; i++) {
    const rsl__csv_cell *cell = &fields->cells[fields->column[i]];
    rsl_date day = RSL_DATE_NONE;
    if (i == RSL__FIELD_UNIT && rows->lives_matter) day = rsl_period_last_day(row->period);
    slots[i] = rsl__knowns_find(&plain->knowns[i], cell->text, cell->length, day);
    if (slots[i] != NULL) continue;
    /* It may be put where one of the keys of the row before stood. */
    slots[i] = rsl__knowns_put(&plain->knowns[i], cell->text, cell->length, day);
    plain->like.known = false;
  }
  slots[RSL__FIELD_UNIT]->value = rows->builder->cube->places[row->unit];
  slots[RSL__FIELD_INDICATOR]->value = row->indicator;
  slots[RSL__FIELD_INDICATOR]->log = &rows->builder->heaps[row->indicator].log;
  slots[RSL__FIELD_INDICATOR]->type = rows->builder->heaps[row->indicator].frequency;
  slots[RSL__FIELD_PERIOD]->value = rsl__when(row->period);
  slots[RSL__FIELD_PERIOD]->last_day = rsl_period_last_day(row->period);
  slots[RSL__FIELD_PERIOD]->type = row->period.type;
}
