#include "method_values.h"

#include <stdio.h>
#include <string.h>

bool take_method(cli_settings *settings, const char *value, const char **wanted) {
  rsl_method method = RSL_METHOD_NONE;
  *wanted = "path, eurostat, opensdg, unsd, escap, sdsn, oecd, istat or achievement";
  settings->has_method = strcmp(value, "path") != 0;
  if (!settings->has_method) return true;
  return rsl_method_parse(value, strlen(value), &method) &&
         rsl_method_begin(method, 0, &settings->method, NULL) == RSL_OK;
}

bool take_param(cli_settings *settings, const char *value, const char **wanted) {
  const char *equals = strchr(value, '=');
  *wanted = "NAME=VALUE";
  settings->parameters.items[settings->parameters.count++] = value;
  return equals != NULL && equals != value;
}

/* Places among the parameters of `path`; before them the cuts. */
enum { COMPOUND = 3, LEVEL = 4, PROJECTION = 5, WHOLE = 6 };

static const path_parameter own_parameters[] = {
  { "on_track", "0.95", "least progress that is on track" },
  { "behind", "0.6", "least progress that is behind, not off track" },
  { "nearly_met", "0.95", "least progress that is nearly met at the end" },
  { "compound", "no", "the path is growth, not change: yes or no" },
  { "level", "0.95", "how sure the interval of the outlook is" },
  { "projection", "least_squares",
    "the line of the outlook: least_squares, log_linear, theil_sen or repeated_medians" },
  { "whole", "0", "figures are shares of this, as 100, and no projection passes it or 0; 0: they are none" },
};

size_t own_parameter_count(void) {
  return sizeof own_parameters / sizeof own_parameters[0];
}

const path_parameter *own_parameter(size_t index) {
  return &own_parameters[index];
}

bool own_parameter_is_taken(const cli_settings *settings, size_t index) {
  bool of_both = index == LEVEL || index == PROJECTION;
  return of_both || settings->program->id == PROGRAM_PROGRESS;
}

static bool refuse_parameter(rsl_error *error, const char *text, const char *why) {
  (void)snprintf(error->text, sizeof error->text, "`%s` is no parameter of path: %s", text, why);
  return false;
}

static bool set_level(cli_settings *settings, rsl_decimal value) {
  double level = rsl_number_from_decimal(value).real;
  settings->series_rule.level = level;
  return level > 0 && level < 1;
}

static bool set_own(cli_settings *settings, const char *text, size_t length, const char *value, rsl_error *error) {
  rsl_rating_rule *path = &settings->series_rule.path;
  rsl_decimal *const cuts[] = { &path->on_track, &path->behind, &path->nearly_met };
  rsl_decimal number = { 0, 0 };
  size_t index = 0;
  while (index < own_parameter_count() &&
         (strlen(own_parameters[index].name) != length || memcmp(own_parameters[index].name, text, length) != 0))
    index++;
  if (index == own_parameter_count())
    return refuse_parameter(error, text, "it has on_track, behind, nearly_met, compound, level, projection and whole");
  if (!own_parameter_is_taken(settings, index))
    return refuse_parameter(error, text, "of a plan, rating_rule, trajectory and checks say it");
  if (index == COMPOUND) {
    settings->series_rule.compound = strcmp(value, "yes") == 0;
    return settings->series_rule.compound || strcmp(value, "no") == 0 || refuse_parameter(error, text, "yes or no");
  }
  if (index == PROJECTION)
    return rsl_projection_parse(value, strlen(value), &settings->series_rule.projection) ||
           refuse_parameter(error, text, own_parameters[PROJECTION].meaning);
  if (rsl_decimal_parse(value, strlen(value), NULL, &number) != RSL_NUMBER_FINE || number.units < 0)
    return refuse_parameter(error, text, "a number from 0 is wanted");
  if (index == LEVEL) return set_level(settings, number) || refuse_parameter(error, text, "between 0 and 1");
  if (index == WHOLE)
    settings->series_rule.whole = rsl_number_from_decimal(number).real;
  else
    *cuts[index] = number;
  return true;
}

/* Also beside other methods. */
static bool is_of_outlook(const char *name, size_t length) {
  for (size_t i = LEVEL; i < own_parameter_count(); i++)
    if (strlen(own_parameters[i].name) == length && memcmp(own_parameters[i].name, name, length) == 0) return true;
  return false;
}

static bool set_parameter(cli_settings *settings, const char *text, rsl_error *error) {
  char name[64];
  size_t length = strcspn(text, "=");
  const char *value = text + length + 1;
  if (!settings->has_method || is_of_outlook(text, length)) return set_own(settings, text, length, value, error);
  (void)snprintf(name, sizeof name, "%.*s", (int)(length < 60 ? length : 60), text);
  return rsl_method_set(&settings->method, name, value, error) == RSL_OK;
}

bool set_parameters(cli_settings *settings, rsl_error *error) {
  for (size_t i = 0; i < settings->parameters.count; i++)
    if (!set_parameter(settings, settings->parameters.items[i], error)) return false;
  return true;
}
