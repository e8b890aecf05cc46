/* Dates, periods and numbers of base.h: values that own nothing. */
#include <stdio.h>
#include <string.h>

#include <resolution/base.h>

static void show_dates(void) {
  rsl_date day = RSL_DATE_NONE;
  if (!rsl_date_parse("30/06/2023", 10, RSL_DATE_ORDER_DMY, &day)) return;
  int year = 0, month = 0, of_month = 0;
  rsl_date_to_civil(day, &year, &month, &of_month);
  char text[RSL_DATE_TEXT];
  rsl_date_format(rsl_date_from_civil(year, month, of_month) + 1, text); /* a date is a number of days */
  printf("the day after 30/06/2023 is %s\n", text);
}

static void show_periods(void) {
  rsl_period quarter, year = { RSL_PERIOD_YEAR, 2023 };
  rsl_period_type type = RSL_PERIOD_NONE;
  if (!rsl_period_parse("2023-Q2", 7, &quarter) || !rsl_period_type_parse("month", 5, &type)) return;
  char text[RSL_PERIOD_TEXT], first[RSL_DATE_TEXT], last[RSL_DATE_TEXT];
  rsl_date_format(rsl_period_first_day(quarter), first);
  rsl_date_format(rsl_period_last_day(quarter), last);
  printf("2023-Q2 is %s to %s, %s\n", first, last, rsl_period_contains(year, quarter) ? "inside 2023" : "outside 2023");
  rsl_period_format(rsl_period_first_part(quarter, type), text);
  printf("it has %d periods of type %s, the first is %s\n", rsl_period_parts(quarter, type), rsl_period_type_name(type),
         text);
  rsl_period_format(rsl_period_shift(quarter, -2), text);
  printf("two before it is %s\n", text);
  rsl_period half = rsl_period_of_date(RSL_PERIOD_HALF, rsl_period_last_day(quarter));
  rsl_period_format(half, text);
  printf("%s comes %s it\n", text, rsl_period_compare(half, quarter) > 0 ? "after" : "before");
}

static void show(const char *what, rsl_number value) {
  char machine[RSL_NUMBER_TEXT], people[64];
  rsl_number_format(value, machine);
  (void)rsl_number_format_people(rsl_number_round(value, 2), 2, RSL_LANGUAGE_VIETNAMESE, people, sizeof people);
  printf("%s = %s, for people %s\n", what, machine, people);
}

static void show_numbers(void) {
  rsl_decimal written;
  rsl_number_style comma = { ',', '.' };
  if (rsl_decimal_parse("1.234,50", 8, &comma, &written) != RSL_NUMBER_FINE) return;
  char text[RSL_DECIMAL_TEXT];
  rsl_decimal_format(written, text);
  printf("1.234,50 is %s, %s 1234.5\n", text,
         rsl_decimal_compare(written, (rsl_decimal){ 12345, 1 }) == 0 ? "equal to" : "not");
  rsl_number poor = rsl_number_from_integer(90), households = rsl_number_from_integer(2000);
  rsl_number rate = rsl_number_multiply(rsl_number_from_integer(100), rsl_number_divide(poor, households));
  show("100 * 90 / 2000", rate);
  show("4.5 - 1234.5", rsl_number_subtract(rate, rsl_number_from_decimal(written)));
  show("4.5 + 0.25", rsl_number_add(rate, rsl_number_from_double(0.25)));
  printf("the sign of -4.5 is %d; 4.5 against 4: %d\n", rsl_number_sign(rsl_number_negate(rate)),
         rsl_number_compare(rate, rsl_number_from_integer(4)));
  printf("a sum with what is absent is %s\n",
         rsl_number_add(rate, rsl_number_absent()).kind == RSL_NUMBER_ABSENT ? "absent" : "there");
}

int main(void) {
  printf("libresolution %s\n", strcmp(rsl_version(), RSL_VERSION) == 0 ? "runs as it was compiled" : "is another");
  show_dates();
  show_periods();
  show_numbers();
  return 0;
}
