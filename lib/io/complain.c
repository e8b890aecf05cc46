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

rsl_status rsl__complain_unreadable(rsl_problems *problems, rsl_error *error, const rsl_error *why) {
  bool is_content = why->status == RSL_ERR_DATA || why->status == RSL_ERR_LIMIT || why->status == RSL_ERR_NOT_SUPPORTED;
  rsl__place place = { why->file, 0, 0, NULL };
  if (is_content) rsl__problem(problems, RSL_SEVERITY_ERROR, "unreadable", &place, "%s", why->text);
  return rsl__fail_at(error, why->status, why->file, 0, 0, NULL, "%s", why->text);
}
