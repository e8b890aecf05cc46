#include <string.h>

#include "base/json_text.h"
#include "base/nearest.h"
#include "io/json_value.h"
#include "io/plan_reader.h"

static bool is_in(const char *name, const char *const *names);
static void refuse_member(rsl__plan_reader *reader, const cJSON *item, const rsl__plan_members *members);
static size_t count_extras(const cJSON *object);
static bool is_extra(const cJSON *item);
static const char *extra_text(rsl__plan_reader *reader, const cJSON *item);

const cJSON *rsl__plan_object(rsl__plan_reader *reader, const cJSON *object, const char *name) {
  const cJSON *item = rsl__plan_member(object, name);
  if (item == NULL || cJSON_IsObject(item)) return item;
  rsl__plan_wrong_type(reader, item, "an object");
  return NULL;
}

const cJSON *rsl__plan_list(rsl__plan_reader *reader, const cJSON *object, const char *name, size_t *count) {
  const cJSON *list = rsl__plan_member(object, name);
  *count = 0;
  if (list == NULL) return NULL;
  if (!cJSON_IsArray(list)) {
    rsl__plan_wrong_type(reader, list, "a list");
    return NULL;
  }
  for (const cJSON *item = list->child; item != NULL; item = item->next) ++*count;
  return list;
}

const char *const *rsl__plan_texts(rsl__plan_reader *reader, const cJSON *object, const char *name, size_t *count) {
  const cJSON *list = rsl__plan_list(reader, object, name, count);
  const char **texts = rsl__plan_array(reader, *count, sizeof *texts);
  if (texts == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, name);
  size_t index = 0;
  for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
    size_t item_mark = rsl__plan_enter_item(reader, index);
    if (cJSON_IsString(item))
      texts[index] = item->valuestring;
    else
      rsl__plan_wrong_type(reader, item, "a text in quotes");
    rsl__plan_leave(reader, item_mark);
  }
  rsl__plan_leave(reader, mark);
  return texts;
}

void *rsl__plan_array(rsl__plan_reader *reader, size_t count, size_t size) {
  if (count == 0) return NULL;
  void *items = rsl__arena_allocate_array(&reader->memory, count, size);
  if (items == NULL)
    (void)rsl__plan_fail_memory(reader);
  else
    memset(items, 0, count * size);
  return items;
}

void rsl__plan_check_members(rsl__plan_reader *reader, const cJSON *object, const rsl__plan_members *members,
                             rsl_extras *extras) {
  size_t count = extras == NULL ? 0 : count_extras(object);
  rsl_extra *items = rsl__plan_array(reader, count, sizeof *items);
  size_t kept = 0;
  for (const cJSON *item = object->child; item != NULL; item = item->next) {
    if (is_in(item->string, members->known)) continue;
    if (!is_extra(item)) {
      refuse_member(reader, item, members);
    } else if (items != NULL) {
      items[kept].name = item->string;
      items[kept++].json = extra_text(reader, item);
    } else if (extras == NULL) {
      rsl__plan_complain_name(reader, item, "misplaced_member",
                              "members of your own are kept in records, not in %s: move it one object out",
                              members->what);
    }
  }
  if (extras != NULL) *extras = (rsl_extras){ items, kept };
}

static bool is_in(const char *name, const char *const *names) {
  for (; *names != NULL; names++) {
    if (strcmp(*names, name) == 0) return true;
  }
  return false;
}

static void refuse_member(rsl__plan_reader *reader, const cJSON *item, const rsl__plan_members *members) {
  char shown[RSL__SHOWN_TEXT];
  size_t length = strlen(item->string);
  rsl__shown(shown, item->string, length);
  rsl__nearest search;
  rsl__nearest_start(&search, item->string, length);
  for (size_t i = 0; members->known[i] != NULL; i++)
    rsl__nearest_offer(&search, members->known[i], strlen(members->known[i]), i);
  if (search.index == RSL__NEAREST_NONE) {
    rsl__plan_complain_name(reader, item, "unknown_member",
                            "unknown member `%s` of %s: a member of your own must begin with `x-`", shown,
                            members->what);
    return;
  }
  rsl__plan_complain_name(reader, item, "unknown_member", "unknown member `%s` of %s: did you mean `%s`?", shown,
                          members->what, members->known[search.index]);
}

/* ---- Members that begin with `x-` ---- */

static size_t count_extras(const cJSON *object) {
  size_t count = 0;
  for (const cJSON *item = object->child; item != NULL; item = item->next) count += is_extra(item);
  return count;
}

static bool is_extra(const cJSON *item) {
  return strncmp(item->string, "x-", 2) == 0;
}

/* As it is written but on one line, so that a record can be written back on one. A cell is a JSON string. */
static const char *extra_text(rsl__plan_reader *reader, const cJSON *item) {
  rsl__text_buffer buffer;
  rsl__text_buffer_init(&buffer, &reader->allocator);
  size_t length = 0;
  if (reader->table != NULL) {
    rsl__json_text(&buffer, item->valuestring, strlen(item->valuestring));
  } else {
    const char *text = rsl__json_item_text(&reader->json, item, &length);
    rsl__json_append_compact(&buffer, text, length);
  }
  const char *copy = buffer.failed ? NULL : rsl__arena_copy_text(&reader->memory, buffer.bytes, buffer.length);
  rsl__text_buffer_free(&buffer);
  if (copy == NULL) (void)rsl__plan_fail_memory(reader);
  return copy;
}
