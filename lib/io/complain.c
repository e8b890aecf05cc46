#include "io/complain.h"

#include "base/message.h"

rsl_status rsl__complain(rsl_problems *problems, rsl_error *error, const char *code, const rsl__place *place,
                         const char *format, ...) {
  static const rsl__place nowhere = { NULL, 0, 0, NULL };
  char text[RSL__MESSAGE_TEXT];
  if (place == NULL) place = &nowhere;
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(text, sizeof text, format, arguments);
  va_end(arguments);
  rsl__problem(problems, RSL_SEVERITY_ERROR, code, place, "%s", text);
  return rsl__fail_at(error, RSL_ERR_DATA, place->file, place->line, place->column, place->path, "%s", text);
}
