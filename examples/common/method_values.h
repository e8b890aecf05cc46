/** @file
 *  @brief Which method rates, and its parameters.
 */
#ifndef EXAMPLES_METHOD_VALUES_H
#define EXAMPLES_METHOD_VALUES_H

#include "option_values.h"

take_value take_method, take_param;

/** A parameter of the library's own method. */
typedef struct path_parameter {
  const char *name;
  const char *unless; /**< its default */
  const char *meaning;
} path_parameter;
size_t own_parameter_count(void);
const path_parameter *own_parameter(size_t index);
/** In a plan rating rules and trajectories say what cuts and paths are: there only the level of the outlook is taken. */
bool own_parameter_is_taken(const cli_settings *settings, size_t index);

/** Set the parameters that were given, NAME=VALUE, of the method that was chosen, wherever on the line that is named.
 *  @return false, with the error, where one is none. */
bool set_parameters(cli_settings *settings, rsl_error *error);

#endif
