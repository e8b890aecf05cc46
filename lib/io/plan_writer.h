/** @file
 *  @brief Internal: writing the records of a plan as JSON objects.
 */
#ifndef RSL_IO_PLAN_WRITER_H
#define RSL_IO_PLAN_WRITER_H

#include <resolution/plan_campaigns.h>

#include "base/json_text.h"

/** The first failure sticks. */
typedef struct rsl__plan_writer {
  rsl_allocator allocator;
  rsl__text_buffer text; /**< of the record that is written */
  bool has_members;      /**< does the object that is open have one already */
  rsl_sink sink;
  rsl_error *error;
  rsl_status status;
} rsl__plan_writer;

void rsl__plan_open(rsl__plan_writer *writer);  /**< `{` */
void rsl__plan_close(rsl__plan_writer *writer); /**< `}` */
void rsl__plan_flush(rsl__plan_writer *writer);

/* Members (plan_write_values.c); absent ones are left out. */

/** `"name": `, with a comma before it where it is not the first. */
void rsl__plan_put_name(rsl__plan_writer *writer, const char *name);
void rsl__plan_put_text(rsl__plan_writer *writer, const char *name, const char *text);
void rsl__plan_put_date(rsl__plan_writer *writer, const char *name, rsl_date date);
void rsl__plan_put_period(rsl__plan_writer *writer, const char *name, rsl_period period);
void rsl__plan_put_decimal(rsl__plan_writer *writer, const char *name, rsl_decimal value);
void rsl__plan_put_value(rsl__plan_writer *writer, rsl_decimal value); /**< without a name */
/** A list of texts; none where the count is 0. */
void rsl__plan_put_texts(rsl__plan_writer *writer, const char *name, const char *const *texts, size_t count);
void rsl__plan_put_whole(rsl__plan_writer *writer, const char *name, int value);
void rsl__plan_open_list(rsl__plan_writer *writer, const char *name); /**< `"name": [` */
void rsl__plan_next_item(rsl__plan_writer *writer, size_t index);     /**< a comma, but before the first */
void rsl__plan_close_list(rsl__plan_writer *writer);                  /**< `]` */
void rsl__plan_put_extra(rsl__plan_writer *writer, const rsl_extra *extra);
void rsl__plan_put_extras(rsl__plan_writer *writer, const rsl_extras *extras);
/** The form with its numbers, and `tolerance`. @param[in] indicator NULL, or what stands for the number. */
void rsl__plan_put_condition(rsl__plan_writer *writer, const rsl_condition *condition, const char *indicator);

/** None where it says nothing (plan_write_ratings.c). */
void rsl__plan_put_rating_rule(rsl__plan_writer *writer, const rsl_rating_rule *rule);
void rsl__plan_put_published(rsl__plan_writer *writer, const rsl_published *verdicts, size_t count);

/* Records: their members, without the braces. */

void rsl__plan_write_level(rsl__plan_writer *writer, const rsl_level *level);
void rsl__plan_write_unit(rsl__plan_writer *writer, const rsl_unit *unit);
void rsl__plan_write_succession(rsl__plan_writer *writer, const rsl_succession *succession);
void rsl__plan_write_calendar(rsl__plan_writer *writer, const rsl_calendar *calendar);
void rsl__plan_write_field(rsl__plan_writer *writer, const rsl_field *field);
void rsl__plan_write_resolution(rsl__plan_writer *writer, const rsl_resolution *resolution);
void rsl__plan_write_indicator(rsl__plan_writer *writer, const rsl_indicator *indicator);
void rsl__plan_write_target(rsl__plan_writer *writer, const rsl_plan *plan, uint32_t index);
void rsl__plan_write_composition(rsl__plan_writer *writer, const rsl_composition *composition);
void rsl__plan_write_check(rsl__plan_writer *writer, const rsl_check *check);
void rsl__plan_write_campaign(rsl__plan_writer *writer, const rsl_campaign *campaign);
void rsl__plan_write_finding(rsl__plan_writer *writer, const rsl_finding *finding);
void rsl__plan_write_action(rsl__plan_writer *writer, const rsl_action *action);

#endif
