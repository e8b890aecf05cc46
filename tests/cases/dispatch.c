#include "cases/cases.h"

/* One line a publisher. */
handle_case *const case_handlers[] = {
  handle_sdg_build, handle_unsd, handle_escap, handle_sdsn, handle_vn_target, handle_forecast, handle_coinr, NULL,
};
