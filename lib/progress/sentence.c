#include "progress/sentence.h"

#include <string.h>

#include "base/line.h"
#include "progress/arithmetic.h"
#include "progress/path.h"

/** What a sentence can name: the places of its text. */
enum place {
  PLACE_SUBJECT, /**< the figure that was rated, and of when */
  PLACE_PERIOD,  /**< of it */
  PLACE_EXPECTED,
  PLACE_TARGET, /**< as a phrase: "at least 45" */
  PLACE_BY,
  PLACE_PROGRESS,
  PLACE_CUT, /**< what the progress was cut by */
  PLACE_BASELINE,
  PLACE_BASELINE_PERIOD,
  PLACE_YEAR, /**< that is missing, or that failed */
  PLACE_YEAR_FIGURE,
  PLACE_END
};

static const char *const sentences[RSL_REASON_END] = {
  [RSL_REASON_NONE] = "",
  [RSL_REASON_NO_MEASUREMENT] = "no figure is known yet",
  [RSL_REASON_BELOW_MIN_COVERAGE] = "no figure has the coverage it needs",
  [RSL_REASON_QUALIFIED_FIGURE] = "the latest figure is only a bound, and leaves the verdict open",
  [RSL_REASON_NO_BASELINE] = "no baseline is known",
  [RSL_REASON_FINAL_FIGURE_MISSING] = "the term ended with {4}, and its last figure is not in",
  [RSL_REASON_YEAR_MISSING] = "there is no figure for {9}",
  [RSL_REASON_ZERO_BASE] = "growth cannot be told from a baseline of 0",
  [RSL_REASON_SIGN_CHANGE] = "growth can only be told between figures above 0",
  [RSL_REASON_EMPTY_TERM] = "no time lies between the start of the path and the end of {4}",
  [RSL_REASON_BASELINE_KEPT] = "{0} still holds what the baseline of {7} held already: {3}",
  [RSL_REASON_BASELINE_LOST] = "{0} no longer holds what the baseline of {7} held: {3}",
  [RSL_REASON_BEYOND_EARLY] = "{0} is already beyond the target for {4}: {3}",
  [RSL_REASON_REACHED_EARLY] = "{0} already meets the target for {4}: {3}",
  [RSL_REASON_FLAT_PATH_KEPT] = "{0} is no worse than the {2} expected on a path that stands still or dips",
  [RSL_REASON_FLAT_PATH_LOST] = "{0} is worse than the {2} expected on a path that stands still or dips",
  [RSL_REASON_WORSE_THAN_BASELINE] = "{0} is worse than the baseline, {7} in {8}",
  [RSL_REASON_PROGRESS_ON_TRACK] = "{5} of the way expected by the end of {1}; on track needs {6}",
  [RSL_REASON_PROGRESS_BEHIND] = "{5} of the way expected by the end of {1}; on track needs {6}",
  [RSL_REASON_PROGRESS_OFF_TRACK] = "{5} of the way expected by the end of {1}; behind needs {6}",
  [RSL_REASON_CAP_WITHIN_EXPECTED] = "{0} is within the {2} expected by then",
  [RSL_REASON_CAP_ABOVE_EXPECTED] = "{0} is above the {2} expected by then",
  [RSL_REASON_AVERAGE_ON_TRACK] = "{0} against {3} gives {5}; on track needs {6}",
  [RSL_REASON_AVERAGE_BEHIND] = "{0} against {3} gives {5}; on track needs {6}",
  [RSL_REASON_AVERAGE_OFF_TRACK] = "{0} against {3} gives {5}; behind needs {6}",
  [RSL_REASON_AVERAGE_HOLDS] = "{0} holds so far: {3}",
  [RSL_REASON_AVERAGE_FAILS] = "{0} does not hold so far: {3}",
  [RSL_REASON_EVERY_YEAR_HELD] = "every year up to {1} held: {3}",
  [RSL_REASON_BEYOND_TARGET] = "{0} is beyond the target: {3}",
  [RSL_REASON_REACHED_TARGET] = "{0} meets the target: {3}",
  [RSL_REASON_NEARLY_REACHED] = "{0} comes {5} of the way to the target, {3}; nearly met needs {6}",
  [RSL_REASON_NOT_REACHED] = "{0} does not meet the target: {3}",
  [RSL_REASON_EVERY_YEAR_BEYOND] = "every year up to {1} was beyond: {3}",
  [RSL_REASON_YEAR_FAILED] = "{10} in {9} failed: {3}",
  [RSL_REASON_ONE_POINT] = "a trend needs two figures",
  [RSL_REASON_TARGET_EQUALS_BASELINE] = "the target is what the baseline was",
  [RSL_REASON_YEAR_ORDER] = "the years do not follow one another",
  [RSL_REASON_NO_TARGET] = "the method needs a target",
  [RSL_REASON_NO_BOUNDS] = "a bound or a scale that the method needs is not told",
  [RSL_REASON_TOO_OLD] = "the latest figure is too old",
  [RSL_REASON_OUT_OF_RANGE] = "a number cannot be told",
  [RSL_REASON_NO_CLASSES] = "the method has no word for its number",
  [RSL_REASON_LEVEL_ALONE] = "the method tells where the figure is, not whether it is on its way",
  [RSL_REASON_TOO_FEW_POINTS] = "there are too few figures for it",
  [RSL_REASON_NO_TIME_LEFT] = "no time is left",
  [RSL_REASON_JUDGED_BY_PEOPLE] = "people judge it, no figure does",
  [RSL_REASON_NOT_DUE_YET] = "it is not done yet; it is due by the end of {4}",
  [RSL_REASON_UNIT_CLOSED] = "the unit has closed, and the target is void",
  [RSL_REASON_LEVEL_NOT_COMPARABLE] = "{0} is not there yet, {3}, and grades do not tell how far the way is",
  [RSL_REASON_NO_SPREAD] = "figures that are all the same have no scale",
  [RSL_REASON_BY_METHOD] = "by where the ratio of the method stands between its cuts",
  [RSL_REASON_NO_DIRECTION] = "nothing says which way is better",
  [RSL_REASON_DIRECTION_ALONE] = "the method tells which way the figures go, not whether fast enough",
  [RSL_REASON_FORM_NOT_TAKEN] = "the method does not rate targets of this form",
};

static const char done_kept[] = "it had been done before, and still is";
static const char done_lost[] = "it had been done before, and is no more";
static const char done_early[] = "it is done already; it was due by the end of {4}";
static const char done[] = "it is done";
static const char not_done[] = "it was not done by the end of {4}";
static const char near_level[] = "{0} comes near the target, {3}; nearly met needs {6} of it";
static const char near_distance[] = "{0} comes near the target, {3}; nearly met is up to {6} from it";
static const char thin_year[] = "the figure for {9} has not the coverage it needs";
static const char open_year[] = "the figure for {9} is only a bound, and leaves the verdict open";
static const char total_passed[] = "{0} has passed the cap, {3}: it cannot be met any more";
static const char year_failed[] = "{10} in {9} failed, {3}: it cannot be met any more";

typedef struct phrases {
  char text[PLACE_END][RSL__PHRASE_SIZE];
  const char *places[PLACE_END];
} phrases;

/** What the phrases of one sentence are made from. */
typedef struct speaker {
  const rsl_path_input *input;
  const rsl_path_result *result;
  int decimals;
  rsl_language language;
} speaker;

static size_t say_stretch(const speaker *speech, char *buffer, size_t size);
static const char *sentence_of(const speaker *speech);
static bool is_average(const speaker *speech);
static rsl_number rated_figure(const speaker *speech);
static void say_subject(const speaker *speech, char *out);
static void say_boundary(const speaker *speech, rsl_number boundary, char *out);
static rsl_number boundary_of(const speaker *speech, rsl_number value);
static rsl_number nearest_bound(const speaker *speech, rsl_number value);
static void move_nearer(rsl_number *nearest, rsl_number value, rsl_number bound);
static void say_progress(const speaker *speech, char *progress, char *cut);
static rsl_decimal cut_of(const speaker *speech);
static void say_target(const speaker *speech, char *out);
static void say_condition(const speaker *speech, char *out);
static rsl_form spoken_form(const speaker *speech);
static void say_number(const speaker *speech, rsl_number value, int decimals, char *out);
static void say_whole_number(const speaker *speech, rsl_number value, rsl_number beside, char *out);

size_t rsl_path_sentence(const rsl_path_input *input, const rsl_path_result *result, int decimals,
                         rsl_language language, char *buffer, size_t size) {
  speaker who = { input, result, decimals, language };
  phrases parts;
  for (size_t i = 0; i < PLACE_END; i++) {
    parts.text[i][0] = '\0';
    parts.places[i] = parts.text[i];
  }
  say_subject(&who, parts.text[PLACE_SUBJECT]);
  rsl_period_format(result->actual.period, parts.text[PLACE_PERIOD]);
  say_boundary(&who, result->expected, parts.text[PLACE_EXPECTED]);
  say_target(&who, parts.text[PLACE_TARGET]);
  rsl_period_format(input->by, parts.text[PLACE_BY]);
  say_progress(&who, parts.text[PLACE_PROGRESS], parts.text[PLACE_CUT]);
  say_boundary(&who, input->baseline.value, parts.text[PLACE_BASELINE]);
  rsl_period_format(input->baseline.period, parts.text[PLACE_BASELINE_PERIOD]);
  rsl_period_format(result->year.period, parts.text[PLACE_YEAR]);
  say_whole_number(&who, result->year.value, nearest_bound(&who, result->year.value), parts.text[PLACE_YEAR_FIGURE]);
  size_t length = rsl__sentence_fill(buffer, size, rsl_translate(language, sentence_of(&who)), parts.places, PLACE_END);
  if (result->stretch == RSL_STRETCH_NONE) return length;
  size_t at = length < size ? length : size;
  return length + say_stretch(&who, at < size ? buffer + at : NULL, size - at);
}

void rsl__say_target(const rsl_path_input *input, const rsl_path_result *result, int decimals, rsl_language language,
                     char out[RSL__PHRASE_SIZE]) {
  speaker who = { input, result, decimals, language };
  say_target(&who, out);
}

/** What would be more still, told beside the verdict. */
static size_t say_stretch(const speaker *speech, char *buffer, size_t size) {
  char condition[RSL__PHRASE_SIZE] = "";
  const char *const places[] = { condition };
  bool reached = speech->result->stretch == RSL_STRETCH_REACHED;
  rsl_path_input stretched = *speech->input;
  stretched.form = stretched.condition.form = speech->input->stretch.form;
  stretched.condition = speech->input->stretch;
  speaker of_stretch = { &stretched, speech->result, speech->decimals, speech->language };
  say_condition(&of_stretch, condition);
  const char *clause = reached ? "; the stretch value, {0}, is reached" : "; the stretch value, {0}, is not reached";
  return rsl__sentence_fill(buffer, size, rsl_translate(speech->language, clause), places, 1);
}

int rsl__decimals_apart(rsl_number value, rsl_number boundary, int decimals) {
  if (!known(value) || !known(boundary)) return decimals;
  int order = rsl_number_compare(value, boundary);
  while (decimals < 18) {
    int shown = rsl_number_compare(rsl_number_round(value, decimals), rsl_number_round(boundary, decimals));
    if ((shown > 0) == (order > 0) && (shown < 0) == (order < 0)) break;
    decimals++;
  }
  return decimals;
}

size_t rsl__sentence_fill(char *buffer, size_t size, const char *sentence, const char *const *arguments, size_t count) {
  rsl__line line;
  rsl__line_start(&line, buffer, size);
  while (*sentence != '\0') {
    size_t plain = strcspn(sentence, "{");
    rsl__line_text(&line, sentence, plain);
    sentence += plain;
    if (*sentence == '\0') break;
    size_t digits = strspn(sentence + 1, "0123456789");
    size_t index = 0;
    for (size_t at = 1; at <= digits && index < count; at++) index = index * 10 + (size_t)(sentence[at] - '0');
    if (digits > 0 && index < count && sentence[digits + 1] == '}') {
      rsl__line_text(&line, arguments[index], strlen(arguments[index]));
      sentence += digits + 2;
    } else {
      rsl__line_text(&line, sentence++, 1);
    }
  }
  return rsl__line_end(&line);
}

static const char *sentence_of(const speaker *speech) {
  rsl_reason reason = speech->result->reason;
  if (reason == RSL_REASON_CANNOT_BE_MET_ANY_MORE)
    return speech->input->form == RSL_FORM_TOTAL ? total_passed : year_failed;
  bool of_year = speech->result->year.period.type != RSL_PERIOD_NONE;
  if (reason == RSL_REASON_BELOW_MIN_COVERAGE && of_year) return thin_year;
  if (reason == RSL_REASON_QUALIFIED_FIGURE && of_year) return open_year;
  if (speech->input->form == RSL_FORM_DONE && reason == RSL_REASON_BASELINE_KEPT) return done_kept;
  if (speech->input->form == RSL_FORM_DONE && reason == RSL_REASON_BASELINE_LOST) return done_lost;
  if (speech->input->form == RSL_FORM_DONE && reason == RSL_REASON_REACHED_EARLY) return done_early;
  if (speech->input->form == RSL_FORM_DONE && reason == RSL_REASON_REACHED_TARGET) return done;
  if (speech->input->form == RSL_FORM_DONE && reason == RSL_REASON_NOT_REACHED) return not_done;
  if (reason == RSL_REASON_NEARLY_REACHED && speech->input->rule.nearness != RSL_NEARNESS_PROGRESS)
    return speech->input->rule.nearness == RSL_NEARNESS_LEVEL ? near_level : near_distance;
  if (reason < RSL_REASON_NONE || reason >= RSL_REASON_END) return "";
  return sentences[reason];
}

static bool is_average(const speaker *speech) {
  return speech->input->form == RSL_FORM_AVERAGE_PER_YEAR;
}

static rsl_number rated_figure(const speaker *speech) {
  return is_average(speech) ? speech->result->average : speech->result->actual.value;
}

static void say_subject(const speaker *speech, char *out) {
  char figure[RSL__PHRASE_SIZE];
  char period[RSL_PERIOD_TEXT];
  const char *const places[] = { figure, period };
  const char *phrase = "{0} in {1}";
  rsl_number value = rated_figure(speech);
  if (!known(value)) return;
  if (speech->input->form == RSL_FORM_TOTAL) phrase = "a total of {0} by the end of {1}";
  if (is_average(speech)) phrase = "an average of {0} up to {1}";
  /* An average is not one of the indicator's figures: its rounding must not hide a tenth. */
  int decimals = is_average(speech) && speech->decimals < 2 ? 2 : speech->decimals;
  if (speech->input->actual_text != NULL && !is_average(speech))
    (void)rsl__sentence_fill(figure, sizeof figure, speech->input->actual_text, NULL, 0);
  else
    say_number(speech, value, rsl__decimals_apart(value, boundary_of(speech, value), decimals), figure);
  rsl_period_format(speech->result->actual.period, period);
  (void)rsl__sentence_fill(out, RSL__PHRASE_SIZE, rsl_translate(speech->language, phrase), places, 2);
}

/** A figure that the subject may be compared with: with as many digits as it takes to see on which side it is. */
static void say_boundary(const speaker *speech, rsl_number boundary, char *out) {
  if (!known(boundary)) return;
  say_number(speech, boundary, rsl__decimals_apart(rated_figure(speech), boundary, speech->decimals), out);
}

/** What the sentence compares the figure with, where it does. */
static rsl_number boundary_of(const speaker *speech, rsl_number value) {
  const rsl_path_result *result = speech->result;
  switch (result->reason) {
  case RSL_REASON_FLAT_PATH_KEPT:
  case RSL_REASON_FLAT_PATH_LOST:
  case RSL_REASON_CAP_WITHIN_EXPECTED:
  case RSL_REASON_CAP_ABOVE_EXPECTED:
    return result->expected;
  case RSL_REASON_WORSE_THAN_BASELINE:
    return speech->input->baseline.value;
  default:
    return nearest_bound(speech, value);
  }
}

/** The nearest number at which what was asked turns: an end of it, or as far beyond one as is tolerated. */
static rsl_number nearest_bound(const speaker *speech, rsl_number value) {
  const rsl_path_result *result = speech->result;
  const rsl_condition *condition = &speech->input->condition;
  bool is_level = is_average(speech) && speech->input->average_of == RSL_AVERAGE_OF_LEVEL;
  rsl_number low = is_level ? written(condition->value) : result->target_low;
  rsl_number high = is_level ? written(condition->is_range ? condition->upper : condition->value) : result->target_high;
  rsl_number nearest = low;
  move_nearer(&nearest, value, high);
  if (!condition->has_tolerance) return nearest;
  move_nearer(&nearest, value, minus(low, written(condition->tolerance)));
  move_nearer(&nearest, value, plus(high, written(condition->tolerance)));
  return nearest;
}

static void move_nearer(rsl_number *nearest, rsl_number value, rsl_number bound) {
  if (!known(value) || !known(bound)) return;
  if (!known(*nearest) || above(absolute(minus(value, *nearest)), absolute(minus(value, bound)))) *nearest = bound;
}

static void say_progress(const speaker *speech, char *progress, char *cut) {
  rsl_number way = speech->result->progress;
  rsl_number boundary = written(cut_of(speech));
  if (!known(way)) {
    say_whole_number(speech, boundary, way, cut);
    return;
  }
  /* Short of the whole way is not to be read as all of it. */
  say_number(speech, way, rsl__decimals_apart(way, whole(1), rsl__decimals_apart(way, boundary, 2)), progress);
  say_whole_number(speech, boundary, way, cut);
}

static rsl_decimal cut_of(const speaker *speech) {
  const rsl_rating_rule *rule = &speech->input->rule;
  switch (speech->result->reason) {
  case RSL_REASON_NEARLY_REACHED:
    return rule->nearly_met;
  case RSL_REASON_PROGRESS_OFF_TRACK:
  case RSL_REASON_AVERAGE_OFF_TRACK:
    return rule->behind;
  default:
    return rule->on_track;
  }
}

static void say_target(const speaker *speech, char *out) {
  char condition[RSL__PHRASE_SIZE] = "";
  const char *const places[] = { condition };
  const char *phrase = "{0}";
  say_condition(speech, condition);
  if (speech->input->form == RSL_FORM_TOTAL) phrase = "{0} in all";
  if (speech->input->form == RSL_FORM_EACH_YEAR) phrase = "{0} each year";
  if (is_average(speech)) phrase = "{0} a year";
  (void)rsl__sentence_fill(out, RSL__PHRASE_SIZE, rsl_translate(speech->language, phrase), places, 1);
}

static void say_condition(const speaker *speech, char *out) {
  static const char *const words[RSL_FORM_END] = {
    [RSL_FORM_AT_LEAST] = "at least {0}", [RSL_FORM_ABOVE] = "above {0}",       [RSL_FORM_AT_MOST] = "at most {0}",
    [RSL_FORM_BELOW] = "below {0}",       [RSL_FORM_BETWEEN] = "{0} to {1}",    [RSL_FORM_ABOUT] = "about {0}",
    [RSL_FORM_EXACTLY] = "exactly {0}",   [RSL_FORM_MAINTAIN] = "maintain {0}",
  };
  const rsl_condition *condition = &speech->input->condition;
  bool from_baseline = speech->input->form >= RSL_FORM_MAINTAIN && speech->input->form <= RSL_FORM_CHANGE_PER_YEAR;
  char low[RSL__PHRASE_SIZE] = "";
  char high[RSL__PHRASE_SIZE] = "";
  const char *const places[] = { low, high };
  rsl_form form = spoken_form(speech);
  rsl_number rated = rated_figure(speech);
  say_whole_number(speech, from_baseline ? speech->result->target_low : written(condition->value), rated, low);
  if (condition->is_range) say_whole_number(speech, written(condition->upper), rated, high);
  if (condition->has_tolerance) say_whole_number(speech, written(condition->tolerance), rated, high);
  const char *phrase = words[form];
  if (condition->is_range && form == RSL_FORM_ABOUT) phrase = "about {0} to {1}";
  if (condition->has_tolerance) phrase = "about {0} ± {1}";
  (void)rsl__sentence_fill(out, RSL__PHRASE_SIZE, rsl_translate(speech->language, phrase), places, 2);
}

/** The form that the words name: one that is counted from the baseline, or bare, is a bound by the direction. */
static rsl_form spoken_form(const speaker *speech) {
  rsl_form form = speech->input->form;
  if (form == RSL_FORM_AVERAGE_PER_YEAR || form == RSL_FORM_TOTAL || form == RSL_FORM_EACH_YEAR)
    form = speech->input->condition.form;
  if (form > RSL_FORM_NONE && form <= RSL_FORM_MAINTAIN) return form;
  return speech->input->direction == RSL_DIRECTION_DECREASE ? RSL_FORM_AT_MOST : RSL_FORM_AT_LEAST;
}

static void say_number(const speaker *speech, rsl_number value, int decimals, char *out) {
  for (size_t i = 0; i < speech->input->grade_count; i++) {
    if (rsl_number_compare(value, whole((int64_t)i)) != 0) continue;
    (void)rsl__sentence_fill(out, RSL__PHRASE_SIZE, speech->input->grades[i], NULL, 0);
    return;
  }
  (void)rsl_number_format_people(value, decimals, speech->language, out, RSL__PHRASE_SIZE);
}

/** A number that someone wrote: all of its digits; of one without an end, those that tell it from the one beside it. */
static void say_whole_number(const speaker *speech, rsl_number value, rsl_number beside, char *out) {
  if (!known(value)) return;
  int decimals = 0;
  while (decimals < 18 && rsl_number_compare(rsl_number_round(value, decimals), value) != 0) decimals++;
  if (decimals == 18) decimals = rsl__decimals_apart(value, beside, speech->decimals);
  say_number(speech, value, decimals, out);
}
