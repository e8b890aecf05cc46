/* Any bytes as a number, a period and a day: refused, or written to what reads back as the same. */
#include <stdlib.h>

#include <resolution/base.h>

#include "bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void try_number(const char *text, size_t size) {
  static const rsl_number_style styles[] = { { 0, 0 }, { ',', '.' }, { '.', ' ' } };
  for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
    rsl_decimal value;
    rsl_decimal again;
    char written[RSL_NUMBER_TEXT];
    if (rsl_decimal_parse(text, size, &styles[i], &value) != RSL_NUMBER_FINE) continue;
    rsl_number_format(rsl_number_from_decimal(value), written);
    if (rsl_decimal_parse(written, strlen(written), NULL, &again) != RSL_NUMBER_FINE) abort();
    if (rsl_number_compare(rsl_number_from_decimal(value), rsl_number_from_decimal(again)) != 0) abort();
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  const char *text = (const char *)bytes;
  rsl_period period;
  rsl_date day = 0;
  if (size == 0) text = "";
  try_number(text, size);
  if (rsl_period_parse(text, size, &period)) {
    char written[RSL_PERIOD_TEXT];
    rsl_period again;
    rsl_period_format(period, written);
    if (!rsl_period_parse(written, strlen(written), &again) || rsl_period_compare(period, again) != 0) abort();
    if (rsl_period_last_day(period) < rsl_period_first_day(period)) abort();
  }
  if (rsl_date_parse(text, size, RSL_DATE_ORDER_DMY, &day) && (day < RSL_DATE_MIN || day > RSL_DATE_MAX)) abort();
  if (rsl_date_parse(text, size, RSL_DATE_ORDER_ISO, &day) && (day < RSL_DATE_MIN || day > RSL_DATE_MAX)) abort();
  return 0;
}
