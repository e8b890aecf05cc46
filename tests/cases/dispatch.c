#include "cases/cases.h"

/* One line a publisher. */
handle_case *const case_handlers[] = {
  NULL,
};
