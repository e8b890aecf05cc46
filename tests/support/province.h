/* A province of two communes, from its plan to its review, small enough to do by hand.
 *
 *     Tỉnh Phú (P) ─ Xã An (A), Xã Bình (B)
 *                       2020      2021     2022
 *     HH households  A  600       600      600
 *                    B  400                400
 *     POOR_HH        A   40        35       25
 *                    B   20                 27
 *                    P                      53, its own report, revision 2 of 2023-02-01; P, revised once
 *     POOR = 100 × POOR_HH / HH: P 6 (60 / 1000), 5.83… (35 / 600, one of two), 5.2 (52 / 1000)
 *     SCHOOLS        A    2                  3
 *                    B    2                  2
 *     FOREST, known only where it is reported: nothing
 *     resolution R of P, 2021 to 2025, baseline 2020: POOR at most 4, SCHOOLS at least 10, FOREST between 41 and 42
 */
#ifndef RSL_TESTS_PROVINCE_H
#define RSL_TESTS_PROVINCE_H

#include <resolution/cube.h>

typedef struct province {
  rsl_plan *plan;
  rsl_cube *cube;
  rsl_rollup *rollup; /* of the periods of each indicator, first to last */
} province;

void province_start(province *made);
void province_end(province *made);
/* Roll up one indicator only; the caller frees it. */
rsl_rollup *province_rollup_of(const province *made, const char *indicator);
/* Explain a figure of P, all the way down; the caller frees it. */
rsl_explanation *province_explain(const province *made, const char *indicator, const char *period);
uint32_t province_unit(const province *made, const char *code);
uint32_t province_indicator(const province *made, const char *code);

#endif
