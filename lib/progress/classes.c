#include <resolution/progress.h>

/** A publisher's word: its code in files, the words for people, and how it reads before the end of a term. */
typedef struct class_row {
  const char *code;
  const char *word;
  rsl_rating rating;
} class_row;

static const class_row classes[RSL_CLASS_END] = {
  [RSL_CLASS_NONE] = { "", "", RSL_RATING_NONE },
  [RSL_CLASS_SIGNIFICANT_PROGRESS] = { "significant_progress", "significant progress", RSL_RATING_ON_TRACK },
  [RSL_CLASS_EU_MODERATE_PROGRESS] = { "moderate_progress", "moderate progress", RSL_RATING_BEHIND },
  [RSL_CLASS_NO_PROGRESS] = { "no_progress", "no progress", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_INSUFFICIENT_PROGRESS] = { "moderate_deterioration", "insufficient progress", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_MODERATE_DETERIORATION] = { "moderate_deterioration", "moderate movement away", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_SIGNIFICANT_DETERIORATION] = { "significant_deterioration", "significant movement away",
                                            RSL_RATING_OFF_TRACK },
  [RSL_CLASS_TARGET_ACHIEVED] = { "target_achieved", "target achieved", RSL_RATING_MET_EARLY },
  [RSL_CLASS_SUBSTANTIAL_PROGRESS] = { "substantial_progress", "substantial progress", RSL_RATING_ON_TRACK },
  [RSL_CLASS_MODERATE_PROGRESS] = { "moderate_progress", "moderate progress", RSL_RATING_BEHIND },
  [RSL_CLASS_LIMITED_PROGRESS] = { "limited_progress", "limited progress", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_DETERIORATION] = { "deterioration", "deterioration", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_NOT_AVAILABLE] = { "not_available", "not available", RSL_RATING_NO_DATA },
  [RSL_CLASS_ON_TRACK] = { "on_track", "on track", RSL_RATING_ON_TRACK },
  [RSL_CLASS_FAIR_PROGRESS] = { "fair_progress_but_acceleration_needed", "fair progress but acceleration needed",
                                RSL_RATING_BEHIND },
  [RSL_CLASS_LIMITED_OR_NO_PROGRESS] = { "limited_or_no_progress", "limited or no progress", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_TARGET_MET_OR_ON_TRACK] = { "target_met_or_on_track", "target met or on track", RSL_RATING_ON_TRACK },
  [RSL_CLASS_STAGNATION_OR_REGRESSION] = { "stagnation_or_regression", "stagnation or regression",
                                           RSL_RATING_OFF_TRACK },
  [RSL_CLASS_TARGET_NOT_ACHIEVED] = { "target_not_achieved", "target not achieved", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_FOR_REVIEW] = { "for_review", "for review", RSL_RATING_BEHIND },
  [RSL_CLASS_IDENTIFIED_GAP] = { "identified_gap", "identified gap", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_INSUFFICIENT_DATA] = { "insufficient_data", "insufficient data", RSL_RATING_NO_DATA },
  [RSL_CLASS_NO_DATA_AFTER] = { "no_data_after_2015", "no data after 2015", RSL_RATING_NO_DATA },
  [RSL_CLASS_LEVEL_MET] = { "target_met_or_almost_met", "target met or almost met", RSL_RATING_NOT_RATED },
  [RSL_CLASS_LEVEL_CLOSE] = { "close_to_target", "close to target", RSL_RATING_NOT_RATED },
  [RSL_CLASS_LEVEL_MODERATE] = { "moderate_distance_to_target", "moderate distance to target", RSL_RATING_NOT_RATED },
  [RSL_CLASS_LEVEL_FAR] = { "far_from_target", "far from target", RSL_RATING_NOT_RATED },
  [RSL_CLASS_LEVEL_VERY_FAR] = { "very_far_from_target", "very far from target", RSL_RATING_NOT_RATED },
  [RSL_CLASS_MAINTAIN] = { "maintain", "maintain progress", RSL_RATING_ON_TRACK },
  [RSL_CLASS_ACCELERATE] = { "accelerate", "accelerate progress", RSL_RATING_BEHIND },
  [RSL_CLASS_REVERSE] = { "reverse", "reverse the trend", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_STATUS_ON_TRACK] = { "on_track", "on track", RSL_RATING_ON_TRACK },
  [RSL_CLASS_SLOW_PROGRESS] = { "slow_progress", "slow progress", RSL_RATING_BEHIND },
  [RSL_CLASS_REGRESSION] = { "regression", "regression", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_WILL_MEET_TARGET] = { "will_meet_target", "will meet the target", RSL_RATING_ON_TRACK },
  [RSL_CLASS_NEED_TO_ACCELERATE] = { "need_to_accelerate", "needs to accelerate", RSL_RATING_BEHIND },
  [RSL_CLASS_NO_PROGRESS_EXPECTED] = { "no_progress_expected", "no progress expected", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_NO_DATA] = { "no_data", "no data", RSL_RATING_NO_DATA },
  [RSL_CLASS_TREND_ON_TRACK] = { "on_track", "on track", RSL_RATING_ON_TRACK },
  [RSL_CLASS_MODERATELY_INCREASING] = { "moderately_increasing", "moderately increasing", RSL_RATING_BEHIND },
  [RSL_CLASS_STAGNATING] = { "stagnating", "stagnating", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_DECREASING] = { "decreasing", "decreasing", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_GREEN] = { "green", "green", RSL_RATING_NOT_RATED },
  [RSL_CLASS_YELLOW] = { "yellow", "yellow", RSL_RATING_NOT_RATED },
  [RSL_CLASS_ORANGE] = { "orange", "orange", RSL_RATING_NOT_RATED },
  [RSL_CLASS_RED] = { "red", "red", RSL_RATING_NOT_RATED },
  [RSL_CLASS_GRAY] = { "gray", "gray", RSL_RATING_NO_DATA },
  [RSL_CLASS_DISTANCE_MET] = { "target_met", "target met", RSL_RATING_MET_EARLY },
  [RSL_CLASS_DISTANCE_SMALL] = { "small_distance", "small distance", RSL_RATING_NOT_RATED },
  [RSL_CLASS_DISTANCE_MEDIUM] = { "medium_distance", "medium distance", RSL_RATING_NOT_RATED },
  [RSL_CLASS_DISTANCE_FAR] = { "far", "far from target", RSL_RATING_NOT_RATED },
  [RSL_CLASS_MOVING_TOWARDS] = { "moving_towards_target", "moving towards the target", RSL_RATING_NOT_RATED },
  [RSL_CLASS_NO_SIGNIFICANT_TREND] = { "no_significant_trend", "no significant trend", RSL_RATING_NOT_RATED },
  [RSL_CLASS_MOVING_AWAY] = { "moving_away_from_target", "moving away from the target", RSL_RATING_NOT_RATED },
  [RSL_CLASS_CLEAR_IMPROVEMENT] = { "clear_improvement", "clear improvement", RSL_RATING_ON_TRACK },
  [RSL_CLASS_SLIGHT_IMPROVEMENT] = { "slight_improvement", "slight improvement", RSL_RATING_BEHIND },
  [RSL_CLASS_STABLE] = { "stable", "stable", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_SLIGHT_WORSENING] = { "slight_worsening", "slight worsening", RSL_RATING_OFF_TRACK },
  [RSL_CLASS_CLEAR_WORSENING] = { "clear_worsening", "clear worsening", RSL_RATING_OFF_TRACK },
};

static bool is_class(rsl_class word);

const char *rsl_class_code(rsl_class word) {
  return is_class(word) ? classes[word].code : NULL;
}

const char *rsl_class_word(rsl_class word, rsl_language language) {
  if (!is_class(word) || word == RSL_CLASS_NONE) return "";
  return rsl_translate(language, classes[word].word);
}

rsl_rating rsl_class_rating(rsl_class word, bool ended) {
  if (!is_class(word)) return RSL_RATING_NONE;
  rsl_rating rating = classes[word].rating;
  if (!ended) return rating;
  switch (rating) {
  case RSL_RATING_MET_EARLY:
    return RSL_RATING_MET;
  case RSL_RATING_ON_TRACK:
    return RSL_RATING_NEARLY_MET;
  case RSL_RATING_BEHIND:
  case RSL_RATING_OFF_TRACK:
    return RSL_RATING_MISSED;
  default:
    return rating;
  }
}

static bool is_class(rsl_class word) {
  return word >= RSL_CLASS_NONE && word < RSL_CLASS_END;
}
