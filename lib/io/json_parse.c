#include "io/json_parse.h"

#include <pthread.h>

/* cJSON's parser keeps its error position in a variable of the process. The lock around it is the one mutable thing that
 * the library shares between threads. A pthread mutex rather than <threads.h>: it needs no initialising call, macOS has
 * no <threads.h>, and ThreadSanitizer does not see C11's mutexes. */
static pthread_mutex_t parse_lock = PTHREAD_MUTEX_INITIALIZER;

cJSON *rsl__json_parse(const char *text, size_t length) {
  if (pthread_mutex_lock(&parse_lock) != 0) return NULL;
  cJSON *root = cJSON_ParseWithLength(text, length);
  (void)pthread_mutex_unlock(&parse_lock);
  return root;
}
