#include <string.h>

#include "base/nearest.h"
#include "io/plan_reader.h"

static const char *plain_number(rsl__plan_reader *reader, const char *text);
static const char *written(rsl__plan_reader *reader, const cJSON *item, size_t *length);
static void refuse_number(rsl__plan_reader *reader, const cJSON *item, rsl_number_fault fault, const char *text,
                          size_t length);
static bool is_short_number(const char *text, size_t length);
static void refuse_word(rsl__plan_reader *reader, const cJSON *item, const rsl__plan_words *words, size_t nearest);

const cJSON *rsl__plan_member(const cJSON *object, const char *name) {
  for (const cJSON *item = object->child; item != NULL; item = item->next) {
    if (item->string != NULL && strcmp(item->string, name) == 0) return item;
  }
  return NULL;
}

/* A number where a text is wanted is taken as its digits after the complaint: a code without its quotes is still the
 * code that others refer to. */
const char *rsl__plan_text(rsl__plan_reader *reader, const cJSON *object, const char *name) {
  const cJSON *item = rsl__plan_member(object, name);
  if (item == NULL) return NULL;
  if (cJSON_IsString(item)) return item->valuestring;
  rsl__plan_wrong_type(reader, item, "a text in quotes");
  if (!cJSON_IsNumber(item)) return NULL;
  size_t length = 0;
  const char *text = written(reader, item, &length);
  const char *copy = rsl__arena_copy_text(&reader->memory, text, length);
  if (copy == NULL) (void)rsl__plan_fail_memory(reader);
  return copy;
}

bool rsl__plan_decimal(rsl__plan_reader *reader, const cJSON *object, const char *name, rsl_decimal *out) {
  const cJSON *item = rsl__plan_member(object, name);
  return item != NULL && rsl__plan_decimal_value(reader, item, out);
}

bool rsl__plan_decimal_value(rsl__plan_reader *reader, const cJSON *item, rsl_decimal *out) {
  if (!cJSON_IsNumber(item) && !cJSON_IsString(item)) {
    rsl__plan_wrong_type(reader, item, "a number");
    return false;
  }
  size_t length = 0;
  const char *text = written(reader, item, &length);
  const rsl_number_style *style = reader->table != NULL ? &reader->options.style : NULL;
  rsl_decimal value = { 0, 0 };
  rsl_number_fault fault = rsl_decimal_parse(text, length, style, &value);
  if (fault != RSL_NUMBER_FINE) {
    refuse_number(reader, item, fault, text, length);
    return false;
  }
  *out = value;
  return true;
}

bool rsl__plan_whole(rsl__plan_reader *reader, const cJSON *object, const char *name, int least, int most, int *out) {
  rsl_decimal value = { 0, 0 };
  if (!rsl__plan_decimal(reader, object, name, &value)) return false;
  for (; value.scale > 0 && value.units % 10 == 0; value.scale--) value.units /= 10;
  if (value.scale == 0 && value.units >= least && value.units <= most) {
    *out = (int)value.units;
    return true;
  }
  rsl__plan_complain(reader, rsl__plan_member(object, name), "bad_value", "`%s` must be a whole number from %d to %d",
                     name, least, most);
  return false;
}

bool rsl__plan_truth(rsl__plan_reader *reader, const cJSON *object, const char *name, bool *out) {
  const cJSON *item = rsl__plan_member(object, name);
  if (item == NULL) return false;
  const char *cell = reader->table != NULL && cJSON_IsString(item) ? item->valuestring : "";
  bool yes = cJSON_IsTrue(item) || strcmp(cell, "true") == 0;
  bool no = cJSON_IsFalse(item) || strcmp(cell, "false") == 0;
  if (yes || no)
    *out = yes;
  else
    rsl__plan_wrong_type(reader, item, "`true` or `false`");
  return yes || no;
}

const char *rsl__plan_number_text(rsl__plan_reader *reader, const cJSON *object, const char *name) {
  const cJSON *item = rsl__plan_member(object, name);
  if (item == NULL) return NULL;
  if (cJSON_IsString(item)) return plain_number(reader, item->valuestring);
  if (!cJSON_IsNumber(item)) {
    rsl__plan_wrong_type(reader, item, "a number, or a fraction in quotes as \"1/3\"");
    return NULL;
  }
  size_t length = 0;
  const char *text = written(reader, item, &length);
  const char *copy = rsl__arena_copy_text(&reader->memory, text, length);
  if (copy == NULL) (void)rsl__plan_fail_memory(reader);
  return copy;
}

/* A cell in the marks that are declared for tables, as a plain number; any other text (`1/3`) as it is. */
static const char *plain_number(rsl__plan_reader *reader, const char *text) {
  rsl_decimal value = { 0, 0 };
  char plain[RSL_DECIMAL_TEXT];
  if (reader->table == NULL) return text;
  if (rsl_decimal_parse(text, strlen(text), &reader->options.style, &value) != RSL_NUMBER_FINE) return text;
  rsl_decimal_format(value, plain);
  const char *copy = rsl__arena_copy_text(&reader->memory, plain, strlen(plain));
  if (copy == NULL) (void)rsl__plan_fail_memory(reader);
  return copy;
}

bool rsl__plan_date(rsl__plan_reader *reader, const cJSON *object, const char *name, rsl_date *out) {
  const cJSON *item = rsl__plan_member(object, name);
  return item != NULL && rsl__plan_date_value(reader, item, out);
}

bool rsl__plan_date_value(rsl__plan_reader *reader, const cJSON *item, rsl_date *out) {
  if (!cJSON_IsString(item)) {
    rsl__plan_wrong_type(reader, item, "a date in quotes, as \"2025-07-01\"");
    return false;
  }
  rsl_date_order order = reader->table != NULL ? reader->options.date_order : RSL_DATE_ORDER_ISO;
  size_t length = strlen(item->valuestring);
  if (rsl_date_parse(item->valuestring, length, order, out)) return true;
  char shown[RSL__SHOWN_TEXT];
  rsl__plan_complain(reader, item, "bad_date", "`%s` is no date between 1900 and 2999: write it as %s",
                     rsl__shown(shown, item->valuestring, length),
                     order == RSL_DATE_ORDER_DMY ? "01/07/2025 or 2025-07-01" : "2025-07-01");
  return false;
}

bool rsl__plan_period(rsl__plan_reader *reader, const cJSON *object, const char *name, rsl_period *out) {
  const cJSON *item = rsl__plan_member(object, name);
  return item != NULL && rsl__plan_period_value(reader, item, out);
}

bool rsl__plan_period_value(rsl__plan_reader *reader, const cJSON *item, rsl_period *out) {
  size_t length = 0;
  const char *text = written(reader, item, &length);
  if (!cJSON_IsString(item)) {
    rsl__plan_wrong_type(reader, item, "a period in quotes, as \"2025\"");
    return cJSON_IsNumber(item) && rsl_period_parse(text, length, out);
  }
  if (rsl_period_parse(text, length, out)) return true;
  char shown[RSL__SHOWN_TEXT];
  rsl__plan_complain(reader, item, "bad_period",
                     "`%s` is no period: write 2025, 2025-H1, 2025-9M, 2025-Q2, 2025-03 or 2025-03-31",
                     rsl__shown(shown, text, length));
  return false;
}

bool rsl__plan_word(rsl__plan_reader *reader, const cJSON *object, const char *name, const rsl__plan_words *words,
                    unsigned *out) {
  const cJSON *item = rsl__plan_member(object, name);
  if (item == NULL) return false;
  if (!cJSON_IsString(item)) {
    rsl__plan_wrong_type(reader, item, "a word in quotes");
    return false;
  }
  for (size_t i = 0; i < words->count; i++) {
    if (words->words[i] == NULL || strcmp(words->words[i], item->valuestring) != 0) continue;
    *out = (unsigned)i;
    return true;
  }
  rsl__nearest search;
  rsl__nearest_start(&search, item->valuestring, strlen(item->valuestring));
  for (size_t i = 0; i < words->count; i++) {
    if (words->words[i] != NULL) rsl__nearest_offer(&search, words->words[i], strlen(words->words[i]), i);
  }
  refuse_word(reader, item, words, search.index);
  if (search.index == RSL__NEAREST_NONE) return false;
  *out = (unsigned)search.index;
  return true;
}

/* The text of a scalar: of a cell or a string what it means, of a JSON number the digits that are written. */
static const char *written(rsl__plan_reader *reader, const cJSON *item, size_t *length) {
  if (cJSON_IsString(item)) {
    *length = strlen(item->valuestring);
    return item->valuestring;
  }
  return rsl__json_item_text(&reader->json, item, length);
}

static void refuse_number(rsl__plan_reader *reader, const cJSON *item, rsl_number_fault fault, const char *text,
                          size_t length) {
  char shown[RSL__SHOWN_TEXT];
  rsl__shown(shown, text, length);
  switch (fault) {
  case RSL_NUMBER_EMPTY:
    rsl__plan_complain(reader, item, "bad_number", "a number is missing: leave the member out where there is none");
    return;
  case RSL_NUMBER_NOT_FINITE:
    rsl__plan_complain(reader, item, "not_finite", "`%s` is no figure: leave the member out where there is none",
                       shown);
    return;
  case RSL_NUMBER_TOO_LONG:
    /* The scan has refused a bare one with more than 15 digits already, in its own words. */
    if (cJSON_IsNumber(item) && !is_short_number(text, length)) {
      rsl__plan_blame(reader, item);
      return;
    }
    rsl__plan_complain(reader, item, "number_too_long", "the number %s has more than 18 significant digits", shown);
    return;
  case RSL_NUMBER_OUT_OF_RANGE:
    rsl__plan_complain(reader, item, "number_out_of_range",
                       "the number %s is out of range: at most 18 digits, of which 18 behind the point", shown);
    return;
  case RSL_NUMBER_FINE:
  case RSL_NUMBER_MALFORMED:
    break;
  }
  rsl__plan_complain(reader, item, "bad_number",
                     "`%s` is no number: write it as -1234.5, without marks between thousands", shown);
}

/* From the first digit that is not 0 to the last that is not. */
static bool is_short_number(const char *text, size_t length) {
  size_t digits = 0;
  size_t significant = 0;
  for (size_t i = 0; i < length && text[i] != 'e' && text[i] != 'E'; i++) {
    if (text[i] < '0' || text[i] > '9' || (digits == 0 && text[i] == '0')) continue;
    digits++;
    if (text[i] != '0') significant = digits;
  }
  return significant <= RSL__JSON_DIGITS;
}

static void refuse_word(rsl__plan_reader *reader, const cJSON *item, const rsl__plan_words *words, size_t nearest) {
  char shown[RSL__SHOWN_TEXT];
  rsl__shown(shown, item->valuestring, strlen(item->valuestring));
  if (nearest != RSL__NEAREST_NONE) {
    rsl__plan_complain(reader, item, "unknown_word", "unknown %s `%s`: did you mean `%s`?", words->what, shown,
                       words->words[nearest]);
    return;
  }
  rsl__text_buffer list;
  rsl__text_buffer_init(&list, &reader->allocator);
  for (size_t i = 0; i < words->count; i++) {
    if (words->words[i] == NULL) continue;
    rsl__text_buffer_format(&list, "%s`%s`", list.length == 0 ? "" : ", ", words->words[i]);
  }
  rsl__plan_complain(reader, item, "unknown_word", "unknown %s `%s`: it may be %s", words->what, shown,
                     rsl__text_buffer_string(&list));
  rsl__text_buffer_free(&list);
}
