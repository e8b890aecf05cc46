#include <stdarg.h>
#include <string.h>

#include <resolution/io.h>

#include "base/date.h"
#include "base/message.h"
#include "base/nearest.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "io/complain.h"
#include "io/listing.h"
#include "plan/finishing.h"
#include "review/submissions.h"

enum {
  CANDIDATES = 5000000, /* compared with mistyped units, over the whole file */
  UNIT = 0,
  CAMPAIGN,
  STATE,
  AT,
  BY,
  REASON,
  COLUMNS
};

/* Reading one file. */
typedef struct reading {
  rsl_allocator allocator;
  const rsl_plan *plan;
  rsl_date_order date_order;
  rsl__listing rows;
  rsl__text_buffer texts; /* of the row: `by` and `reason`, each with its end */
  size_t candidates;
  rsl_submissions *made;
  rsl_problems *problems;
  rsl_error *error;
} reading;

typedef rsl__csv_cell cell;

static rsl_status read_all(reading *in, const rsl_source *source, size_t max_line);
static rsl_status read_row(reading *in);
static bool read_moment(reading *in, rsl_submission *out);
static bool parse_moment(const reading *in, const cell *text, rsl_submission *out);
static bool parse_time(const char *text, size_t length, int32_t *second);
static bool read_unit(reading *in, rsl_submission *out);
static bool read_campaign(reading *in, rsl_submission *out);
static bool read_state(reading *in, rsl_submission *out);
static bool read_texts(reading *in, rsl_submission *out);
static rsl_status check_order(reading *in);
static void check_day(reading *in, const rsl_submission *step);
static void check_moment(reading *in, const rsl_submission *before, const rsl_submission *after);
static void check_accepted(reading *in, const rsl_submission *const *steps, size_t at);
static void doubt(reading *in, const rsl_submission *step, const char *code, const char *format, ...) RSL__PRINTF(4, 5);

rsl_status rsl_submissions_read(const rsl_source *source, const rsl_plan *plan,
                                const rsl_measurements_read_options *options, const rsl_allocator *allocator,
                                rsl_problems *problems, rsl_submissions **out, rsl_error *error) {
  rsl_measurements_read_options own = RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  if (options != NULL) memcpy(&own, options, options->size < sizeof own ? options->size : sizeof own);
  reading in = { .plan = plan, .date_order = own.date_order, .candidates = CANDIDATES };
  in.allocator = rsl__allocator_or_default(allocator);
  in.problems = problems;
  in.error = error;
  *out = NULL;
  rsl__error_clear(error);
  rsl__text_buffer_init(&in.texts, &in.allocator);
  rsl_status status = rsl_submissions_new(plan, &in.allocator, &in.made);
  if (status == RSL_OK)
    status = read_all(&in, source, own.max_line);
  else
    (void)rsl__fail(error, status, status == RSL_ERR_MEMORY ? "out of memory" : "a finished plan is needed");
  if (status == RSL_OK) status = check_order(&in);
  if (status == RSL_OK && in.rows.bad) status = RSL_ERR_DATA;
  rsl__text_buffer_free(&in.texts);
  if (status == RSL_OK)
    *out = in.made;
  else
    rsl_submissions_free(in.made);
  return status;
}

rsl_status rsl_submissions_read_file(const char *path, const rsl_plan *plan,
                                     const rsl_measurements_read_options *options, const rsl_allocator *allocator,
                                     rsl_problems *problems, rsl_submissions **out, rsl_error *error) {
  rsl_file *file = NULL;
  rsl_source source;
  rsl_error why = RSL_ERROR_INIT;
  *out = NULL;
  rsl_status status = rsl_file_open(path, allocator, &file, &source, &why);
  if (status != RSL_OK) return rsl__complain_unreadable(problems, error, &why);
  status = rsl_submissions_read(&source, plan, options, allocator, problems, out, error);
  rsl_file_close(file);
  return status;
}

static rsl_status read_all(reading *in, const rsl_source *source, size_t max_line) {
  static const char *const names[COLUMNS] = { "unit", "campaign", "state", "at", "by", "reason" };
  const rsl__json_members columns = { names, COLUMNS, BY, 0 };
  bool has = true;
  rsl_status status = rsl__listing_open(&in->rows, &columns, source, max_line, &in->allocator, in->problems, in->error);
  while (status == RSL_OK && has) {
    status = rsl__listing_next(&in->rows, &has);
    if (status == RSL_OK && has) status = read_row(in);
  }
  rsl__listing_close(&in->rows);
  return status;
}

/* Every cell is looked at, so that one pass tells all that is wrong with a row. The moment chooses among lives of a code. */
static rsl_status read_row(reading *in) {
  rsl_submission step = { .day = RSL_DATE_NONE, .second = RSL_DAY_ALONE };
  const char *code = NULL;
  rsl_error why = RSL_ERROR_INIT;
  step.file = rsl__listing_name(&in->rows);
  step.line = rsl__listing_line(&in->rows);
  bool good = read_moment(in, &step);
  good = read_unit(in, &step) && good;
  good = read_campaign(in, &step) && good;
  good = read_state(in, &step) && good;
  good = read_texts(in, &step) && good;
  if (in->texts.failed) return rsl__fail_memory(in->error);
  if (!good) return RSL_OK;
  rsl_status status = rsl__submissions_offer(in->made, &step, &code, &why);
  if (status != RSL_ERR_DATA) return status == RSL_OK ? RSL_OK : rsl__fail(in->error, status, "%s", why.text);
  (void)rsl__listing_refuse(&in->rows, UNIT, code, "%s", why.text);
  return RSL_OK;
}

/* ---- Cells ---- */

static bool read_moment(reading *in, rsl_submission *out) {
  char shown[RSL__SHOWN_TEXT];
  const cell *text = rsl__listing_cell(&in->rows, AT);
  if (parse_moment(in, text, out)) return true;
  return rsl__listing_refuse(&in->rows, AT, "bad_date",
                             "`%s` is no moment of the years 1900 to 2999: write it as 2023-04-18, or 2023-04-18T09:30",
                             rsl__shown(shown, text->text, text->length));
}

/* A day, and after `T` or a blank the time of it. */
static bool parse_moment(const reading *in, const cell *text, rsl_submission *out) {
  size_t length = 0;
  while (length < text->length && text->text[length] != 'T' && text->text[length] != ' ') length++;
  if (!rsl_date_parse(text->text, length, in->date_order, &out->day)) return false;
  return length == text->length || parse_time(text->text + length + 1, text->length - length - 1, &out->second);
}

/* `09:30` or `09:30:00`. */
static bool parse_time(const char *text, size_t length, int32_t *second) {
  int32_t parts[3] = { 0, 0, 0 };
  if (length != 5 && length != 8) return false;
  for (size_t i = 0; 3 * i < length; i++) {
    if (!rsl__digits_parse(text + 3 * i, 2, &parts[i])) return false;
    if (3 * i + 2 < length && text[3 * i + 2] != ':') return false;
  }
  *second = (parts[0] * 60 + parts[1]) * 60 + parts[2];
  return parts[0] < 24 && parts[1] < 60 && parts[2] < 60;
}

static bool read_unit(reading *in, rsl_submission *out) {
  const cell *text = rsl__listing_cell(&in->rows, UNIT);
  rsl__unit_match match = { .unit = RSL_NONE };
  rsl_error why = RSL_ERROR_INIT;
  rsl_status status =
      rsl__find_unit(in->plan, text->text, text->length, RSL_NONE, out->day, &in->candidates, &match, &why);
  out->unit = match.unit;
  if (status == RSL_OK) return true;
  if (status == RSL_ERR_MEMORY) in->texts.failed = true;
  return rsl__listing_refuse(&in->rows, UNIT, rsl__plan_problem_code(match.problem), "%s", why.text);
}

static bool read_campaign(reading *in, rsl_submission *out) {
  const cell *text = rsl__listing_cell(&in->rows, CAMPAIGN);
  char shown[RSL__SHOWN_TEXT];
  out->campaign = rsl_plan_find_campaign(in->plan, text->text, text->length);
  if (out->campaign != RSL_NONE) return true;
  rsl__nearest search;
  rsl__nearest_start(&search, text->text, text->length);
  for (uint32_t i = 0; i < rsl_plan_campaign_count(in->plan) && in->candidates > 0; i++, in->candidates--) {
    const char *code = rsl_plan_campaign(in->plan, i)->code;
    rsl__nearest_offer(&search, code, strlen(code), i);
  }
  rsl__shown(shown, text->text, text->length);
  if (search.index == RSL__NEAREST_NONE)
    return rsl__listing_refuse(&in->rows, CAMPAIGN, "unknown_campaign",
                               "unknown campaign `%s`: the plan has none of this code", shown);
  return rsl__listing_refuse(&in->rows, CAMPAIGN, "unknown_campaign", "unknown campaign `%s`: did you mean `%s`?",
                             shown, rsl_plan_campaign(in->plan, (uint32_t)search.index)->code);
}

static bool read_state(reading *in, rsl_submission *out) {
  const cell *text = rsl__listing_cell(&in->rows, STATE);
  char shown[RSL__SHOWN_TEXT];
  for (int state = RSL_SUBMISSION_DRAFT; state < RSL_SUBMISSION_END; state++) {
    const char *name = rsl_submission_state_name((rsl_submission_state)state);
    if (strlen(name) != text->length || memcmp(name, text->text, text->length) != 0) continue;
    out->state = (rsl_submission_state)state;
    return true;
  }
  return rsl__listing_refuse(&in->rows, STATE, "unknown_word",
                             "unknown state `%s`: it is `draft`, `submitted`, `returned` or `accepted`",
                             rsl__shown(shown, text->text, text->length));
}

/* The buffer may move while the second text is put behind the first: so both are looked up in the end. */
static bool read_texts(reading *in, rsl_submission *out) {
  const cell *texts[] = { rsl__listing_cell(&in->rows, BY), rsl__listing_cell(&in->rows, REASON) };
  size_t starts[2] = { 0, 0 };
  bool good = true;
  rsl__text_buffer_clear(&in->texts);
  for (size_t i = 0; i < 2; i++) {
    starts[i] = in->texts.length;
    if (texts[i] != NULL && memchr(texts[i]->text, '\0', texts[i]->length) == NULL)
      rsl__text_buffer_append(&in->texts, texts[i]->text, texts[i]->length);
    rsl__text_buffer_char(&in->texts, '\0');
    if (texts[i] == NULL || rsl__utf8_valid_length(texts[i]->text, texts[i]->length) == texts[i]->length) continue;
    good = rsl__listing_refuse(&in->rows, i == 0 ? BY : REASON, "not_utf8", "the text is not UTF-8: convert it");
  }
  if (in->texts.failed) return false;
  out->by = in->texts.bytes + starts[0];
  out->reason = in->texts.bytes + starts[1];
  return good;
}

static rsl_status check_order(reading *in) {
  size_t count = rsl_submissions_count(in->made);
  const rsl_submission **steps = rsl__allocate_array(&in->allocator, count, sizeof(const rsl_submission *));
  if (steps == NULL) return rsl__fail_memory(in->error);
  for (size_t i = 0; i < count; i++) steps[i] = rsl_submissions_at(in->made, i);
  bool sorted =
      rsl__sort(&in->allocator, (void *)steps, count, sizeof(const rsl_submission *), rsl__compare_submissions);
  for (size_t i = 0; sorted && i < count; i++) {
    check_day(in, steps[i]);
    if (i == 0 || steps[i - 1]->unit != steps[i]->unit || steps[i - 1]->campaign != steps[i]->campaign) continue;
    check_moment(in, steps[i - 1], steps[i]);
    check_accepted(in, steps, i);
  }
  rsl__release_array(&in->allocator, (void *)steps, count, sizeof(const rsl_submission *));
  return sorted ? RSL_OK : rsl__fail_memory(in->error);
}

/* Before the day that it is as of a report is mostly one of another year, unless units submit so early that they
 * estimate. */
static void check_day(reading *in, const rsl_submission *step) {
  const rsl_campaign *campaign = rsl_plan_campaign(in->plan, step->campaign);
  uint32_t level = rsl_plan_unit_level(in->plan, step->unit);
  bool estimated = rsl_plan_campaign_deadline(in->plan, step->campaign, level) < campaign->as_of;
  bool given = step->state == RSL_SUBMISSION_SUBMITTED || step->state == RSL_SUBMISSION_ACCEPTED;
  if (!given || estimated || step->day >= campaign->as_of) return;
  char day[RSL_DATE_TEXT];
  char close[RSL_DATE_TEXT];
  rsl_date_format(step->day, day);
  rsl_date_format(campaign->as_of, close);
  doubt(in, step, "submitted_too_early",
        "`%s` on %s is before %s, the day as of which `%s` rates targets: is it right?",
        rsl_submission_state_name(step->state), day, close, campaign->code);
}

/* Of two steps at one moment nobody can tell which came last. */
static void check_moment(reading *in, const rsl_submission *before, const rsl_submission *after) {
  if (!rsl__submissions_at_once(before, after)) return;
  const rsl_submission *later = after->line > before->line ? after : before;
  const rsl_submission *earlier = later == after ? before : after;
  char moment[RSL_MOMENT_TEXT];
  rsl__place place = { later->file, later->line, 0, NULL };
  rsl_moment_format(later->day, later->second, moment);
  (void)rsl__complain(in->problems, in->error, "duplicate_submission", &place,
                      "a step of this report at %s stands in line %lu already: give both their time, as "
                      "2023-04-18T09:30, so that the latest is known",
                      moment, (unsigned long)earlier->line);
  in->rows.bad = true;
}

/* A report whose first submission comes after it was accepted would wait for being accepted again. */
static void check_accepted(reading *in, const rsl_submission *const *steps, size_t at) {
  const rsl_submission *accepted = NULL;
  if (steps[at]->state != RSL_SUBMISSION_SUBMITTED) return;
  for (size_t i = at; i-- > 0 && steps[i]->unit == steps[at]->unit && steps[i]->campaign == steps[at]->campaign;) {
    if (steps[i]->state == RSL_SUBMISSION_SUBMITTED || steps[i]->state == RSL_SUBMISSION_RETURNED) return;
    if (steps[i]->state == RSL_SUBMISSION_ACCEPTED) accepted = steps[i];
  }
  if (accepted == NULL) return;
  char moment[RSL_MOMENT_TEXT];
  rsl_moment_format(accepted->day, accepted->second, moment);
  doubt(in, steps[at], "accepted_before_submitted",
        "the report was accepted at %s already (line %lu), before it was first submitted: is one of the times wrong?",
        moment, (unsigned long)accepted->line);
}

/* It may be meant so. */
static void doubt(reading *in, const rsl_submission *step, const char *code, const char *format, ...) {
  char message[RSL__MESSAGE_TEXT];
  rsl__place place = { step->file, step->line, 0, NULL };
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(message, sizeof message, format, arguments);
  va_end(arguments);
  rsl__problem(in->problems, RSL_SEVERITY_WARNING, code, &place, "%s", message);
}
