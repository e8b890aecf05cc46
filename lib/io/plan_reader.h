/** @file
 *  @brief Internal: the state of reading a plan, and how its records take their members.
 */
#ifndef RSL_IO_PLAN_READER_H
#define RSL_IO_PLAN_READER_H

#include <resolution/io.h>
#include <resolution/plan_campaigns.h>

#include "base/arena.h"
#include "base/names.h"
#include "base/text_buffer.h"
#include "io/json.h"
#include "io/plan_table.h"
#include "plan/finish.h"

/** Where a record stands: an item of the JSON text, or a row of a table. */
typedef struct rsl__record_place {
  const cJSON *item;
  const rsl__plan_table *table;
  size_t row;
} rsl__record_place;

typedef struct rsl__record_places {
  rsl__record_place *items; /**< by the record's index in the plan */
  size_t count;
  size_t capacity;
  bool incomplete; /**< a record could not be read: references to it are not unknown, only not to be found */
} rsl__record_places;

/** One thread, one call of rsl_plan_read(). Errors in the input are counted and reading goes on; a failure (memory, a
 *  table that cannot be read) sticks and ends it. */
typedef struct rsl__plan_reader {
  rsl_allocator allocator;
  rsl_plan_read_options options;
  rsl_plan *plan;
  rsl__json json;
  rsl__plan_table *tables;      /**< all that were read, the latest first */
  const rsl__plan_table *table; /**< whose row is read; NULL: the JSON text */
  rsl__arena memory;            /**< arrays of the record that is read */
  rsl__text_buffer path;        /**< of the object that is read, as `targets[3].baseline` */
  rsl__names blamed;            /**< members and records that were found wrong: `targets[3].baseline`, `units[0]` */
  rsl__record_places places[RSL__RECORD_KIND_END];
  rsl_problems *problems; /**< may be NULL */
  size_t errors;
  size_t unsupported; /**< those of them that are `not_supported_yet` */
  rsl_error first;    /**< the first that is not */
  rsl_error first_unsupported;
  rsl_status failure;
  rsl_error failure_error;
} rsl__plan_reader;

/** Words of the files, by the number that they mean. */
typedef struct rsl__plan_words {
  const char *what;         /**< as "direction" */
  const char *const *words; /**< a NULL stands for a number without word */
  size_t count;
} rsl__plan_words;

/** Members of an object. */
typedef struct rsl__plan_members {
  const char *what;         /**< as "a unit" */
  const char *const *known; /**< ended by NULL */
} rsl__plan_members;

/* ---- Complaints (plan_complain.c). The path is that of the object that is read, and the name of the item ---- */

/** The value of a member, or an item of a list into which the path leads, is wrong. */
void rsl__plan_complain(rsl__plan_reader *reader, const cJSON *item, const char *code, const char *format, ...)
    RSL__PRINTF(4, 5);
/** The same, at the name of the member. */
void rsl__plan_complain_name(rsl__plan_reader *reader, const cJSON *item, const char *code, const char *format, ...)
    RSL__PRINTF(4, 5);
/** The object that is read is wrong as a whole: the path is not added to. */
void rsl__plan_complain_object(rsl__plan_reader *reader, const cJSON *object, const char *code, const char *format, ...)
    RSL__PRINTF(4, 5);
/** "expected …, found …" */
void rsl__plan_wrong_type(rsl__plan_reader *reader, const cJSON *item, const char *expected);
/** Memory ran out, or a table cannot be read. @return the status that sticks. */
rsl_status rsl__plan_fail(rsl__plan_reader *reader, rsl_status status, const rsl_error *error);
rsl_status rsl__plan_fail_memory(rsl__plan_reader *reader);

/** Go into a member, or an item of a list. @return what rsl__plan_leave() takes to come back. */
size_t rsl__plan_enter(rsl__plan_reader *reader, const char *member);
size_t rsl__plan_enter_item(rsl__plan_reader *reader, size_t index);
void rsl__plan_leave(rsl__plan_reader *reader, size_t mark);
/** Note that a member has been found wrong elsewhere. */
void rsl__plan_blame(rsl__plan_reader *reader, const cJSON *item);
/** Were the member that a path leads to, or its record, found wrong already? Changes the reader's path. */
bool rsl__plan_is_blamed(rsl__plan_reader *reader, const char *path);

/* ---- Values (plan_values.c, plan_objects.c): absent members leave *out as it is and are false ---- */

const cJSON *rsl__plan_member(const cJSON *object, const char *name);
const char *rsl__plan_text(rsl__plan_reader *reader, const cJSON *object, const char *name);
bool rsl__plan_decimal(rsl__plan_reader *reader, const cJSON *object, const char *name, rsl_decimal *out);
/** A whole number from `least` to `most`. */
bool rsl__plan_whole(rsl__plan_reader *reader, const cJSON *object, const char *name, int least, int most, int *out);
/** `true` or `false`; a cell holds one of the two words. */
bool rsl__plan_truth(rsl__plan_reader *reader, const cJSON *object, const char *name, bool *out);
/** The value itself, a number or a text that is one. */
bool rsl__plan_decimal_value(rsl__plan_reader *reader, const cJSON *item, rsl_decimal *out);
bool rsl__plan_date(rsl__plan_reader *reader, const cJSON *object, const char *name, rsl_date *out);
/** The value itself. */
bool rsl__plan_date_value(rsl__plan_reader *reader, const cJSON *item, rsl_date *out);
bool rsl__plan_period(rsl__plan_reader *reader, const cJSON *object, const char *name, rsl_period *out);
/** The value itself, a text. */
bool rsl__plan_period_value(rsl__plan_reader *reader, const cJSON *item, rsl_period *out);
/** A word; of an unknown one the nearest is taken, so that fewer complaints follow from it. */
bool rsl__plan_word(rsl__plan_reader *reader, const cJSON *object, const char *name, const rsl__plan_words *words,
                    unsigned *out);
/** The figure as it is written, for what is kept as text (`share`). */
const char *rsl__plan_number_text(rsl__plan_reader *reader, const cJSON *object, const char *name);

/** NULL where the member is absent or (a complaint) no object. */
const cJSON *rsl__plan_object(rsl__plan_reader *reader, const cJSON *object, const char *name);
/** The same for a list. @param[out] count of its items. */
const cJSON *rsl__plan_list(rsl__plan_reader *reader, const cJSON *object, const char *name, size_t *count);
/** Texts of a list, in the reader's memory. */
const char *const *rsl__plan_texts(rsl__plan_reader *reader, const cJSON *object, const char *name, size_t *count);
/** Refuse members that are not listed; keep those that begin with `x-`.
 *  @param[out] extras in the reader's memory; NULL: the object has no room for them, and they are refused. */
void rsl__plan_check_members(rsl__plan_reader *reader, const cJSON *object, const rsl__plan_members *members,
                             rsl_extras *extras);
/** Room in the reader's memory, all bytes 0. NULL for a count of 0 and when memory runs out (which sticks). */
void *rsl__plan_array(rsl__plan_reader *reader, size_t count, size_t size);

/* ---- Records: each reads one object and adds it to the plan ---- */

rsl_status rsl__plan_read_level(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_unit(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_succession(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_calendar(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_field(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_resolution(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_indicator(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_target(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_composition(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_check(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_campaign(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_finding(rsl__plan_reader *reader, const cJSON *object);
rsl_status rsl__plan_read_action(rsl__plan_reader *reader, const cJSON *object);

/** The member `rollup` of an indicator, whose grades are read already. */
void rsl__plan_read_rollup(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator);

/** The member `rating_rule`. */
void rsl__plan_read_rating_rule(rsl__plan_reader *reader, const cJSON *object, rsl_rating_rule *rule);
/** The list `published`, in the reader's memory. */
const rsl_published *rsl__plan_read_published(rsl__plan_reader *reader, const cJSON *object, size_t *count);

/** Forms in an object. */
typedef struct rsl__plan_form {
  rsl_form form;
  const cJSON *item; /**< NULL where there is none */
} rsl__plan_form;
/** The one form that an object holds, of those up to `last`; more than one is a complaint. */
rsl__plan_form rsl__plan_find_form(rsl__plan_reader *reader, const cJSON *object, rsl_form last);
/** Read a form of AT_LEAST to EXACTLY with its numbers, and `tolerance`.
 *  @param[out] indicator the code that stands for the number; NULL: only numbers are allowed. */
void rsl__plan_read_condition(rsl__plan_reader *reader, const cJSON *object, const rsl__plan_form *form,
                              rsl_condition *condition, const char **indicator);

/* ---- Lists and tables (plan_lists.c, plan_read_table.c) ---- */

rsl_status rsl__plan_read_list(rsl__plan_reader *reader, rsl__record_kind kind, const cJSON *item);
/** @param[in] item the text that names the table. */
rsl_status rsl__plan_read_table(rsl__plan_reader *reader, rsl__record_kind kind, const cJSON *item);
/** Read one record, in the path `kind[index]`. */
rsl_status rsl__plan_read_record(rsl__plan_reader *reader, rsl__record_kind kind, const cJSON *object,
                                 const rsl__record_place *place);

/** rsl__locate's: `context` is the reader (plan_locate.c). */
void rsl__plan_locate(void *context, rsl__record_kind kind, uint32_t record, const char *member, rsl__place *place);

#endif
