#include <resolution/progress.h>

#include <string.h>

/** Three ways to say a rating: in files, and to people in the English that po/ translates. */
static const struct {
  const char *name;
  const char *word;
} ratings[RSL_RATING_END] = {
  [RSL_RATING_NONE] = { NULL, "" },
  [RSL_RATING_EXCEEDED] = { "exceeded", "exceeded" },
  [RSL_RATING_EXCEEDED_EARLY] = { "exceeded_early", "exceeded early" },
  [RSL_RATING_MET] = { "met", "met" },
  [RSL_RATING_MET_EARLY] = { "met_early", "met early" },
  [RSL_RATING_ON_TRACK] = { "on_track", "on track" },
  [RSL_RATING_NEARLY_MET] = { "nearly_met", "nearly met" },
  [RSL_RATING_BEHIND] = { "behind", "behind" },
  [RSL_RATING_OFF_TRACK] = { "off_track", "off track" },
  [RSL_RATING_MISSED] = { "missed", "missed" },
  [RSL_RATING_NO_DATA] = { "no_data", "no data" },
  [RSL_RATING_NOT_RATED] = { "not_rated", "not rated" },
};

static const char *const reason_codes[RSL_REASON_END] = {
  [RSL_REASON_NONE] = "",
  [RSL_REASON_NO_MEASUREMENT] = "no_measurement",
  [RSL_REASON_BELOW_MIN_COVERAGE] = "below_min_coverage",
  [RSL_REASON_QUALIFIED_FIGURE] = "qualified_figure",
  [RSL_REASON_NO_BASELINE] = "no_baseline",
  [RSL_REASON_FINAL_FIGURE_MISSING] = "final_figure_missing",
  [RSL_REASON_YEAR_MISSING] = "year_missing",
  [RSL_REASON_ZERO_BASE] = "zero_base",
  [RSL_REASON_CANNOT_BE_MET_ANY_MORE] = "cannot_be_met_any_more",
  [RSL_REASON_SIGN_CHANGE] = "sign_change",
  [RSL_REASON_EMPTY_TERM] = "empty_term",
  [RSL_REASON_BASELINE_KEPT] = "baseline_kept",
  [RSL_REASON_BASELINE_LOST] = "baseline_lost",
  [RSL_REASON_BEYOND_EARLY] = "beyond_early",
  [RSL_REASON_REACHED_EARLY] = "reached_early",
  [RSL_REASON_FLAT_PATH_KEPT] = "flat_path_kept",
  [RSL_REASON_FLAT_PATH_LOST] = "flat_path_lost",
  [RSL_REASON_WORSE_THAN_BASELINE] = "worse_than_baseline",
  [RSL_REASON_PROGRESS_ON_TRACK] = "progress_on_track",
  [RSL_REASON_PROGRESS_BEHIND] = "progress_behind",
  [RSL_REASON_PROGRESS_OFF_TRACK] = "progress_off_track",
  [RSL_REASON_CAP_WITHIN_EXPECTED] = "cap_within_expected",
  [RSL_REASON_CAP_ABOVE_EXPECTED] = "cap_above_expected",
  [RSL_REASON_AVERAGE_ON_TRACK] = "average_on_track",
  [RSL_REASON_AVERAGE_BEHIND] = "average_behind",
  [RSL_REASON_AVERAGE_OFF_TRACK] = "average_off_track",
  [RSL_REASON_AVERAGE_HOLDS] = "average_holds",
  [RSL_REASON_AVERAGE_FAILS] = "average_fails",
  [RSL_REASON_EVERY_YEAR_HELD] = "every_year_held",
  [RSL_REASON_BEYOND_TARGET] = "beyond_target",
  [RSL_REASON_REACHED_TARGET] = "reached_target",
  [RSL_REASON_NEARLY_REACHED] = "nearly_reached",
  [RSL_REASON_NOT_REACHED] = "not_reached",
  [RSL_REASON_EVERY_YEAR_BEYOND] = "every_year_beyond",
  [RSL_REASON_YEAR_FAILED] = "year_failed",
  [RSL_REASON_ONE_POINT] = "one_point",
  [RSL_REASON_TARGET_EQUALS_BASELINE] = "target_equals_baseline",
  [RSL_REASON_YEAR_ORDER] = "year_order",
  [RSL_REASON_NO_TARGET] = "no_target",
  [RSL_REASON_NO_BOUNDS] = "no_bounds",
  [RSL_REASON_TOO_OLD] = "too_old",
  [RSL_REASON_OUT_OF_RANGE] = "out_of_range",
  [RSL_REASON_NO_CLASSES] = "no_classes",
  [RSL_REASON_LEVEL_ALONE] = "level_alone",
  [RSL_REASON_TOO_FEW_POINTS] = "too_few_points",
  [RSL_REASON_NO_TIME_LEFT] = "no_time_left",
  [RSL_REASON_JUDGED_BY_PEOPLE] = "judged_by_people",
  [RSL_REASON_NOT_DUE_YET] = "not_due_yet",
  [RSL_REASON_LEVEL_NOT_COMPARABLE] = "level_not_comparable",
  [RSL_REASON_UNIT_CLOSED] = "unit_closed",
  [RSL_REASON_NO_SPREAD] = "no_spread",
  [RSL_REASON_BY_METHOD] = "by_method",
  [RSL_REASON_FORM_NOT_TAKEN] = "form_not_taken",
  [RSL_REASON_DIRECTION_ALONE] = "direction_alone",
  [RSL_REASON_NO_DIRECTION] = "no_direction",
};

static const char *const notes[] = { "base_replaced",    "target_replaced", "limit_ignored",     "base_beyond_limit",
                                     "base_past_target", "last_value_kept", "projection_clamped" };

const char *rsl_note_name(rsl_note note) {
  for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
    if ((unsigned)note == 1U << i) return notes[i];
  return NULL;
}

const char *rsl_rating_name(rsl_rating rating) {
  if (rating <= RSL_RATING_NONE || rating >= RSL_RATING_END) return NULL;
  return ratings[rating].name;
}

bool rsl_rating_parse(const char *text, size_t length, rsl_rating *out) {
  for (int rating = RSL_RATING_NONE + 1; rating < RSL_RATING_END; rating++) {
    const char *name = ratings[rating].name;
    if (strlen(name) != length || memcmp(name, text, length) != 0) continue;
    *out = (rsl_rating)rating;
    return true;
  }
  return false;
}

const char *rsl_rating_word(rsl_rating rating, rsl_language language) {
  if (rating <= RSL_RATING_NONE || rating >= RSL_RATING_END) return "";
  return rsl_translate(language, ratings[rating].word);
}

const char *rsl_reason_code(rsl_reason reason) {
  if (reason < RSL_REASON_NONE || reason >= RSL_REASON_END) return NULL;
  return reason_codes[reason];
}
