#include "base/words.h"

#include <string.h>

#include <resolution/base.h>

bool rsl_language_parse(const char *text, rsl_language *out) {
  static const char *const codes[RSL_LANGUAGE_END] = { "en", "vi" };
  for (int language = 0; text != NULL && language < RSL_LANGUAGE_END; language++) {
    /* What follows is a region or an encoding (`vi_VN.UTF-8`, `en-GB`), not more letters. */
    bool found = strncmp(text, codes[language], 2) == 0 && (text[2] == '\0' || strchr("_-.@", text[2]) != NULL);
    if (!found) continue;
    *out = (rsl_language)language;
    return true;
  }
  return false;
}

const char *rsl_translate(rsl_language language, const char *original) {
  if (original == NULL) return "";
  if (language != RSL_LANGUAGE_VIETNAMESE) return original;
  size_t from = 0;
  size_t to = rsl__words_vi_count;
  while (from < to) {
    size_t middle = from + (to - from) / 2;
    int order = strcmp(original, rsl__words_vi[middle].original);
    if (order == 0) return rsl__words_vi[middle].translated;
    if (order < 0) {
      to = middle;
    } else {
      from = middle + 1;
    }
  }
  return original;
}
