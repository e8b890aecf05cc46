#include <stdio.h>

#include "base/error.h"
#include "progress/sentence.h"
#include "review/case.h"

enum { SENTENCE_SIZE = 1536, RATIO_DECIMALS = 3 };

/** One sentence, put together clause by clause. */
typedef struct clauses {
  char text[SENTENCE_SIZE];
  size_t length;
  rsl_language language;
} clauses;

static void add(clauses *sentence, const char *clause, const char *const *arguments, size_t count);
static void say_verdict(const rsl__case *subject, const rsl_path_input *input, const rsl_path_result *result,
                        clauses *sentence);
static void say_outlook(const rsl__case *subject, clauses *sentence);
static void say_coverage(const rsl__case *subject, clauses *sentence);
static void say_given(const rsl_review_row *row, clauses *sentence);
static void say_weakness(const rsl__case *subject, clauses *sentence);
static void say_qualified(const rsl__case *subject, clauses *sentence);
static void say_baseline(const rsl__case *subject, const rsl_figure *measured, clauses *sentence);
static void say_revision(const rsl__case *subject, clauses *sentence);
static void say_changes(const rsl__case *subject, clauses *sentence);
static void say_earlier_target(const rsl__case *subject, clauses *sentence);
static void write_apart(const rsl__case *subject, rsl_number value, rsl_number other, char *out);
static void write_number(const rsl__case *subject, rsl_number value, char *out);

rsl_status rsl__case_say(rsl__case *subject, const rsl_path_input *input, const rsl_path_result *result,
                         const rsl_figure *baseline, rsl__arena *arena, rsl_error *error) {
  clauses sentence = { .language = subject->question->language };
  say_verdict(subject, input, result, &sentence);
  say_outlook(subject, &sentence);
  say_coverage(subject, &sentence);
  say_weakness(subject, &sentence);
  say_baseline(subject, baseline, &sentence);
  say_revision(subject, &sentence);
  say_changes(subject, &sentence);
  say_earlier_target(subject, &sentence);
  subject->row->reason = rsl__arena_copy_text(arena, sentence.text, sentence.length);
  return subject->row->reason == NULL ? rsl__fail_memory(error) : RSL_OK;
}

static void add(clauses *sentence, const char *clause, const char *const *arguments, size_t count) {
  size_t room = SENTENCE_SIZE - sentence->length;
  size_t added = rsl__sentence_fill(sentence->text + sentence->length, room, rsl_translate(sentence->language, clause),
                                    arguments, count);
  sentence->length += added < room ? added : room - 1;
}

/** By the publisher's own word where a method rates with one. */
static void say_verdict(const rsl__case *subject, const rsl_path_input *input, const rsl_path_result *result,
                        clauses *sentence) {
  const rsl_review_row *row = subject->row;
  char ratio[RSL__PHRASE_SIZE] = "";
  const char *const arguments[] = { row->method, rsl_class_word(row->rated_as, sentence->language), ratio };
  bool has_ratio = row->ratio.kind != RSL_NUMBER_ABSENT;
  if (row->rated_as != RSL_CLASS_NONE && row->rating < RSL_RATING_NO_DATA) {
    (void)rsl_number_format_people(row->ratio, RATIO_DECIMALS, sentence->language, ratio, sizeof ratio);
    add(sentence, has_ratio ? "{0}: {1}, by a ratio of {2}" : "{0}: {1}", arguments, 3);
    return;
  }
  rsl_path_result said = *result;
  said.reason = row->reason_code;
  sentence->length =
      rsl_path_sentence(input, &said, subject->indicator->decimals, sentence->language, sentence->text, SENTENCE_SIZE);
  if (sentence->length >= SENTENCE_SIZE) sentence->length = SENTENCE_SIZE - 1;
}

/** Only where the interval supports a word. */
static void say_outlook(const rsl__case *subject, clauses *sentence) {
  const rsl_review_row *row = subject->row;
  const rsl_number numbers[] = { row->projected, row->projected_low, row->projected_high };
  char count[24];
  char by[RSL_PERIOD_TEXT];
  char texts[3][RSL__PHRASE_SIZE];
  const char *const arguments[] = { count, by, texts[0], texts[1], texts[2] };
  if (row->chance != RSL_CHANCE_LIKELY && row->chance != RSL_CHANCE_UNLIKELY) return;
  (void)snprintf(count, sizeof count, "%zu", row->trend_figures);
  rsl_period_format(subject->target->by, by);
  for (size_t i = 0; i < 3; i++) write_number(subject, numbers[i], texts[i]);
  add(sentence,
      row->chance == RSL_CHANCE_LIKELY
          ? "; likely to reach it: the trend of {0} figures leads to {2} by {1}, from {3} to {4}"
          : "; unlikely to reach it: the trend of {0} figures leads to {2} by {1}, from {3} to {4}",
      arguments, 5);
}

static void say_coverage(const rsl__case *subject, clauses *sentence) {
  char value[RSL__PHRASE_SIZE];
  char period[RSL_PERIOD_TEXT];
  const char *const arguments[] = { value, period };
  if (subject->row->reason_code != RSL_REASON_BELOW_MIN_COVERAGE) return;
  if (subject->later_period.type == RSL_PERIOD_NONE || subject->found) return;
  write_number(subject, subject->later, value);
  rsl_period_format(subject->later_period, period);
  add(sentence, "; {0} in {1} is known from too few", arguments, 2);
}

/** R3: with a coverage that is enough, but not full. */
static void say_given(const rsl_review_row *row, clauses *sentence) {
  char given[24];
  char owed[24];
  const char *const arguments[] = { given, owed };
  if (row->reporting == 0 || row->reporting >= row->owed) return;
  (void)snprintf(given, sizeof given, "%llu", (unsigned long long)row->reporting);
  (void)snprintf(owed, sizeof owed, "%llu", (unsigned long long)row->owed);
  add(sentence, "; {0} of {1} figures owed were given", arguments, 2);
}

/** T8: what is weak about the actual. */
static void say_weakness(const rsl__case *subject, clauses *sentence) {
  static const struct {
    unsigned flag;
    const char *clause;
  } weaknesses[] = {
    { RSL_FLAG_PARTIAL, "; a part of the period is missing" },
    { RSL_FLAG_ESTIMATE, "; the figure is an estimate" },
    { RSL_FLAG_FORECAST, "; its period is still running" },
    { RSL_FLAG_COVERAGE_COULD_CHANGE_IT, "; the units that are missing could change the rating" },
  };
  if (subject->row->actual_period.type == RSL_PERIOD_NONE) return;
  say_given(subject->row, sentence);
  for (size_t i = 0; i < sizeof weaknesses / sizeof *weaknesses; i++)
    if ((subject->row->flags & weaknesses[i].flag) != 0) add(sentence, weaknesses[i].clause, NULL, 0);
  say_qualified(subject, sentence);
}

/** Whether another figure could be behind what was reported, and would be rated otherwise. */
static void say_qualified(const rsl__case *subject, clauses *sentence) {
  if ((subject->row->flags & RSL_FLAG_QUALIFIED) == 0) return;
  if (subject->is_about) add(sentence, "; the figure was reported as an approximate one", NULL, 0);
  if (subject->is_weaker) add(sentence, "; this is the weaker of what the figure allows", NULL, 0);
}

static void say_baseline(const rsl__case *subject, const rsl_figure *measured, clauses *sentence) {
  char value[RSL__PHRASE_SIZE];
  char given[RSL__PHRASE_SIZE];
  const char *const arguments[] = { value, given };
  if ((subject->row->flags & RSL_FLAG_BASELINE_DIFFERS) != 0) {
    write_apart(subject, measured->value, subject->row->baseline, value);
    write_apart(subject, subject->row->baseline, measured->value, given);
    add(sentence, "; the baseline measured is {0}, the one given {1}", arguments, 2);
  } else if (!subject->target->has_baseline_value && (measured->flags & RSL_FLAG_BELOW_MIN_COVERAGE) != 0) {
    add(sentence, "; the baseline is known from too few", NULL, 0);
  }
}

/** R9: what the rating rests on was first known otherwise. Of years that all count, one may be revised and the figure shown
 *  not be. */
static void say_revision(const rsl__case *subject, clauses *sentence) {
  const rsl_review_row *row = subject->row;
  const rsl__known before = { row->first_known, row->first_status, row->first_rating };
  const rsl__known after = { row->actual, row->actual_status, row->rating };
  const rsl_plan *plan = subject->question->plan;
  char text[2 * RSL__PHRASE_SIZE] = "";
  const char letter[] = { before.status, '\0' };
  const char *const arguments[] = { text, letter, rsl_rating_word(before.rating, sentence->language) };
  bool other = before.rating != after.rating;
  if ((row->flags & RSL_FLAG_REVISED) == 0) return;
  if (before.value.kind == RSL_NUMBER_ABSENT) {
    add(sentence, other ? "; {2} on the figures first known" : "; figures of other years were revised", arguments, 3);
    return;
  }
  if (other)
    (void)rsl__say_revision(plan, row->links.indicator, &before, &after, sentence->language, text, sizeof text);
  else
    rsl__say_known(plan, row->links.indicator, &before, after.value, sentence->language, text);
  add(sentence, other ? "; {0}" : "; first known as {0} ({1})", arguments, 2);
}

/** What else is not as it was, or not where one would look. */
static void say_changes(const rsl__case *subject, clauses *sentence) {
  const rsl_plan *plan = subject->question->plan;
  char text[RSL_PERIOD_TEXT];
  const char *arguments[] = { text };
  rsl_period changed = rsl__case_break(subject);
  rsl_period_format(changed, text);
  if (changed.type != RSL_PERIOD_NONE) add(sentence, "; its definition changed with {0}", arguments, 1);
  rsl_date_format(rsl_plan_unit(plan, subject->links.unit)->to, text);
  if (subject->closed) add(sentence, "; the unit closed on {0}", arguments, 1);
  arguments[0] = rsl_plan_unit(plan, subject->links.measured)->name;
  if (subject->links.measured != subject->links.unit && subject->row->actual_period.type != RSL_PERIOD_NONE)
    add(sentence, "; measured at {0}", arguments, 1);
}

/** T1: both are shown. */
static void say_earlier_target(const rsl__case *subject, clauses *sentence) {
  const rsl_target *earlier = rsl_plan_target(subject->question->plan, subject->links.replaces);
  char was[RSL__PHRASE_SIZE] = "";
  char on[RSL_DATE_TEXT];
  if (earlier == NULL) return;
  const char *const arguments[] = { on, was, earlier->code };
  rsl_date_format(subject->target->adopted, on);
  rsl__case_say_asked(subject, subject->links.replaces, was);
  if (was[0] != '\0')
    add(sentence, "; adjusted on {0}, before it was {1} ({2})", arguments, 3);
  else
    add(sentence, "; adjusted on {0}, it replaces {2}", arguments, 3);
}

/** With as many digits as it takes to see that the other is another (T7). */
static void write_apart(const rsl__case *subject, rsl_number value, rsl_number other, char *out) {
  int decimals = rsl__decimals_apart(value, other, subject->indicator->decimals);
  (void)rsl_number_format_people(value, decimals, subject->question->language, out, RSL__PHRASE_SIZE);
}

static void write_number(const rsl__case *subject, rsl_number value, char *out) {
  (void)rsl_number_format_people(value, subject->indicator->decimals, subject->question->language, out,
                                 RSL__PHRASE_SIZE);
}
