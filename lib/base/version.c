#include <resolution/base.h>

const char *rsl_version(void) {
  return RSL_VERSION;
}
