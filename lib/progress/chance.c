#include <resolution/progress_outlook.h>

static const struct {
  const char *name;
  const char *word;
} chances[RSL_CHANCE_END] = {
  [RSL_CHANCE_NONE] = { NULL, "" },
  [RSL_CHANCE_LIKELY] = { "likely", "likely" },
  [RSL_CHANCE_UNLIKELY] = { "unlikely", "unlikely" },
  [RSL_CHANCE_CANNOT_TELL] = { "cannot_tell", "cannot be told" },
};

rsl_chance rsl_outlook_chance(const rsl_outlook *outlook, double target, rsl_direction direction) {
  bool upward = direction == RSL_DIRECTION_INCREASE;
  if (!upward && direction != RSL_DIRECTION_DECREASE) return RSL_CHANCE_CANNOT_TELL;
  if (!(outlook->level >= RSL_CHANCE_LEVEL_MIN)) return RSL_CHANCE_CANNOT_TELL;
  /* A bound that is absent is a nan, and no comparison with it holds. */
  double bad = upward ? outlook->low : -outlook->high;
  double good = upward ? outlook->high : -outlook->low;
  double wanted = upward ? target : -target;
  if (bad >= wanted) return RSL_CHANCE_LIKELY;
  if (good < wanted) return RSL_CHANCE_UNLIKELY;
  return RSL_CHANCE_CANNOT_TELL;
}

const char *rsl_chance_name(rsl_chance chance) {
  if (chance <= RSL_CHANCE_NONE || chance >= RSL_CHANCE_END) return NULL;
  return chances[chance].name;
}

const char *rsl_chance_word(rsl_chance chance, rsl_language language) {
  if (chance <= RSL_CHANCE_NONE || chance >= RSL_CHANCE_END) return "";
  return rsl_translate(language, chances[chance].word);
}
