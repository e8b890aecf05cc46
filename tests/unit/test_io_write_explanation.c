/* A figure taken apart, for machines, on the province of support/province.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "support/plan_maker.h"
#include "support/province.h"
#include "support/sinks.h"

static rsl_result_options options = RSL_RESULT_OPTIONS_INIT;
static province made;

static int start(void **state) {
  (void)state;
  options = (rsl_result_options)RSL_RESULT_OPTIONS_INIT;
  province_start(&made);
  return 0;
}

static int stop(void **state) {
  (void)state;
  province_end(&made);
  return 0;
}

static rsl_status write_it(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  return rsl_write_explanation(what, made.plan, &options, allocator, sink, error);
}

static void nodes_are_rows_with_their_depth(void **state) {
  (void)state;
  rsl_explanation *explanation = province_explain(&made, "POOR_HH", "2022");
  expect_text(
      write_it, explanation,
      "depth,kind,unit,indicator,period,value,rule,reporting,owed,status,origin,absence,numerator,denominator,"
      "stood_in,weak,flags,revision,reported_at,source,note,file,line,share,part,part_numerator,"
      "part_denominator,low,high,unused,time,sum,grades,nil,cut\n"
      "0,figure,P,POOR_HH,2022,52,sum,2,2,A,children,,,,0,0,,,,,,,,,,,,52,52,,,,,,\n"
      "1,unused_row,P,POOR_HH,2022,50,,,,A,,,,,,,,1,2023-01-05,,,m.csv,16,,,,,,,older_revision,,,,,\n"
      "1,unused_row,P,POOR_HH,2022,53,,,,P,,,,,,,,2,2023-02-01,Sở LĐ-TB&XH,,m.csv,17,,,,,,,children_stand,,,,,\n"
      "1,figure,A,POOR_HH,2022,25,sum,1,1,A,own,,,,0,0,,,,,,,,,,,,25,25,,,,,,\n"
      "2,row,A,POOR_HH,2022,25,,,,A,,,,,,,,,,,,m.csv,10,,,,,,,,,,,,\n"
      "1,figure,B,POOR_HH,2022,27,sum,1,1,A,own,,,,0,0,,,,,,,,,,,,27,27,,,,,,\n"
      "2,row,B,POOR_HH,2022,27,,,,A,,,,,,,,,,,,m.csv,11,,,,,,,,,,,,\n");
  rsl_explanation_free(explanation);
}

static void json_is_one_object_with_its_inputs(void **state) {
  (void)state;
  rsl_explanation *explanation = province_explain(&made, "HH", "2021");
  options.format = RSL_FORMAT_JSON;
  options.names = true;
  expect_text(
      write_it, explanation,
      "{\"kind\":\"figure\",\"unit\":\"P\",\"indicator\":\"HH\",\"period\":\"2021\",\"value\":600,\"rule\":\"sum\","
      "\"reporting\":1,\"owed\":2,\"status\":\"A\",\"origin\":\"children\",\"absence\":null,\"numerator\":null,"
      "\"denominator\":null,\"stood_in\":0,\"weak\":0,\"flags\":[\"below_min_coverage\"],\"low\":1200,\"high\":1200,"
      "\"time\":null,\"sum\":null,\"grades\":null,\"cut\":null,\"unit_name\":\"Tỉnh Phú\","
      "\"indicator_name\":\"Số hộ\",\"inputs\":[\n"
      "  {\"kind\":\"figure\",\"unit\":\"A\",\"indicator\":\"HH\",\"period\":\"2021\",\"value\":600,\"rule\":\"sum\","
      "\"reporting\":1,\"owed\":1,\"status\":\"A\",\"origin\":\"own\",\"absence\":null,\"numerator\":null,"
      "\"denominator\":null,\"stood_in\":0,\"weak\":0,\"flags\":[],\"low\":600,\"high\":600,"
      "\"time\":null,\"sum\":null,\"grades\":null,\"cut\":null,\"unit_name\":\"Xã An\",\"indicator_name\":\"Số hộ\","
      "\"inputs\":[\n"
      "    {\"kind\":\"row\",\"unit\":\"A\",\"indicator\":\"HH\",\"period\":\"2021\",\"value\":600,\"status\":\"A\","
      "\"numerator\":null,\"denominator\":null,\"flags\":[],\"revision\":null,\"reported_at\":null,\"source\":null,"
      "\"note\":null,\"file\":\"m.csv\",\"line\":6,\"unused\":null,\"nil\":null,\"unit_name\":\"Xã An\",\"indicator_name\":\"Số hộ\"}]},\n"
      "  {\"kind\":\"missing\",\"unit\":\"B\",\"indicator\":\"HH\",\"period\":\"2021\",\"absence\":\"not_reported\","
      "\"unit_name\":\"Xã Bình\",\"indicator_name\":\"Số hộ\"}]}\n");
  rsl_explanation_free(explanation);
}

static void json_lines_have_it_on_one_line(void **state) {
  (void)state;
  rsl_explanation *explanation = province_explain(&made, "FOREST", "2021");
  options.format = RSL_FORMAT_JSONL;
  expect_text(write_it, explanation,
              "{\"kind\":\"figure\",\"unit\":\"P\",\"indicator\":\"FOREST\",\"period\":\"2021\",\"value\":null,"
              "\"rule\":\"none\",\"reporting\":0,\"owed\":1,\"status\":null,\"origin\":null,"
              "\"absence\":\"not_measured\",\"numerator\":null,\"denominator\":null,\"stood_in\":0,\"weak\":0,"
              "\"flags\":[],\"low\":null,\"high\":null,"
              "\"time\":null,\"sum\":null,\"grades\":null,\"cut\":null,\"inputs\":[]}\n");
  rsl_explanation_free(explanation);
}

static void failures_are_told(void **state) {
  (void)state;
  rsl_explanation *explanation = province_explain(&made, "POOR", "2022");
  expect_failures_are_told(write_it, explanation);
  options.format = RSL_FORMAT_JSON;
  expect_failures_are_told(write_it, explanation);
  rsl_explanation_free(explanation);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(nodes_are_rows_with_their_depth, start, stop),
    cmocka_unit_test_setup_teardown(json_is_one_object_with_its_inputs, start, stop),
    cmocka_unit_test_setup_teardown(json_lines_have_it_on_one_line, start, stop),
    cmocka_unit_test_setup_teardown(failures_are_told, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
