/* Words for people: translation, near words, width on a terminal, encodings of before Unicode. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/nearest.h"
#include "base/utf8.h"

/* ---- Translation ---- */

static void a_language_is_known_by_its_first_two_letters(void **state) {
  (void)state;
  rsl_language language = RSL_LANGUAGE_ENGLISH;
  assert_true(rsl_language_parse("vi", &language) && language == RSL_LANGUAGE_VIETNAMESE);
  assert_true(rsl_language_parse("en", &language) && language == RSL_LANGUAGE_ENGLISH);
  assert_true(rsl_language_parse("vi_VN.UTF-8", &language) && language == RSL_LANGUAGE_VIETNAMESE);
  assert_true(rsl_language_parse("en-GB", &language) && language == RSL_LANGUAGE_ENGLISH);
  assert_true(rsl_language_parse("vi@x", &language) && rsl_language_parse("vi.UTF-8", &language));
}

static void other_languages_are_not_guessed(void **state) {
  (void)state;
  static const char *const others[] = { "", "v", "C", "POSIX", "fr_FR", "vie", "english", "VI" };
  rsl_language language = RSL_LANGUAGE_VIETNAMESE;
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) assert_false(rsl_language_parse(others[i], &language));
  assert_false(rsl_language_parse(NULL, &language));
  assert_int_equal(language, RSL_LANGUAGE_VIETNAMESE);
}

static void a_word_is_translated_where_there_is_a_translation(void **state) {
  (void)state;
  const char *unknown = "no sentence of the library";
  assert_string_equal(rsl_translate(RSL_LANGUAGE_VIETNAMESE, "on track"), "đạt tiến độ");
  assert_string_equal(rsl_translate(RSL_LANGUAGE_VIETNAMESE, "behind"), "chậm tiến độ");
  assert_string_equal(rsl_translate(RSL_LANGUAGE_ENGLISH, "on track"), "on track");
  assert_ptr_equal(rsl_translate(RSL_LANGUAGE_VIETNAMESE, unknown), unknown);
  assert_string_equal(rsl_translate(RSL_LANGUAGE_VIETNAMESE, NULL), "");
}

/* ---- Near words ---- */

static size_t nearest(const char *word, const char *a, const char *b, const char *c) {
  const char *const candidates[] = { a, b, c };
  return rsl__nearest_of(word, strlen(word), candidates, 3);
}

static void a_mistyped_word_finds_the_one_that_was_meant(void **state) {
  (void)state;
  assert_int_equal(nearest("distict", "province", "district", "commune"), 1);   /* a letter left out */
  assert_int_equal(nearest("disstrict", "province", "district", "commune"), 1); /* one too many */
  assert_int_equal(nearest("comnune", "province", "district", "commune"), 2);   /* one changed */
  assert_int_equal(nearest("porvince", "province", "district", "commune"), 0);  /* two swapped */
}

static void a_word_far_from_all_finds_none(void **state) {
  (void)state;
  assert_int_equal(nearest("xyz", "province", "district", "commune"), RSL__NEAREST_NONE);
  assert_int_equal(nearest("", "a", "b", ""), RSL__NEAREST_NONE);
  assert_int_equal(nearest("x", "a", "b", "c"), RSL__NEAREST_NONE);
  assert_int_equal(nearest("12", "34", "56", "78"), RSL__NEAREST_NONE);
}

static void case_and_marks_count_less_than_letters(void **state) {
  (void)state;
  assert_int_equal(nearest("huyen", "xã", "Huyện", "tỉnh"), 1);
  assert_int_equal(nearest("dak lak", "Đắk Nông", "Đắk Lắk", "Lắk"), 1);
  assert_int_equal(nearest("poor", "PO0R", "POOR", "POORS"), 1);
  assert_int_equal(nearest("hue\xCC\xA3\xCC\x82n", "hiện", "hoàn", "huện"), 2); /* written apart */
  assert_int_equal(nearest("X", "x", "y", "z"), 0);
}

static void the_same_word_is_nearest_and_of_equals_the_first(void **state) {
  (void)state;
  assert_int_equal(nearest("rate", "RATE", "rate", "rates"), 1);
  assert_int_equal(nearest("rbte", "rate", "rite", "rote"), 0);
}

static void words_too_long_or_not_utf8_are_near_nothing(void **state) {
  (void)state;
  char word[80], other[80];
  memset(word, 'a', sizeof word);
  memcpy(other, word, sizeof other);
  const char *const candidates[] = { other };
  word[64] = other[64] = '\0';
  assert_int_equal(rsl__nearest_of(word, 64, candidates, 1), 0);
  word[64] = 'a';
  assert_int_equal(rsl__nearest_of(word, 65, candidates, 1), RSL__NEAREST_NONE);
  other[64] = 'a';
  other[65] = '\0';
  assert_int_equal(rsl__nearest_of(word, 64, candidates, 1), RSL__NEAREST_NONE);
  assert_int_equal(nearest("rat\xFF", "rate", "rats", "rat"), RSL__NEAREST_NONE);
  assert_int_equal(nearest("rate", "rat\xFF", "\xFF", "rates"), 2);
}

/* ---- Width on a terminal ---- */

#define VIET "Vi\xE1\xBB\x87t"
#define VIET_APART "Vie\xCC\xA3\xCC\x82t"
#define WIDE "\xE8\xB6\x8A\xE5\x8D\x97"         /* two letters of two columns */
#define FLAG "\xF0\x9F\x87\xBB\xF0\x9F\x87\xB3" /* one flag of two code points */
#define FAMILY "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7" /* one picture of five */

static void a_text_is_as_wide_as_it_looks(void **state) {
  (void)state;
  assert_int_equal(rsl_text_width(""), 0);
  assert_int_equal(rsl_text_width("Bạc Liêu"), 8);
  assert_int_equal(rsl_text_width(VIET), 4);
  assert_int_equal(rsl_text_width(VIET_APART), 4);
  assert_int_equal(rsl_text_width(WIDE), 4);
  assert_int_equal(rsl_text_width(FLAG), 2);
  assert_int_equal(rsl_text_width(FAMILY), 2);
  assert_int_equal(rsl_text_width("a\xFF"
                                  "b"),
                   3);
}

static void assert_cut(const char *text, size_t width, const char *wanted) {
  char cut[100];
  assert_int_equal(rsl_text_cut(text, width, cut, sizeof cut), strlen(wanted));
  assert_string_equal(cut, wanted);
  assert_true(rsl_text_width(cut) <= width);
}

static void a_text_is_cut_to_a_width_with_a_mark(void **state) {
  (void)state;
  assert_cut("Bạc Liêu", 8, "Bạc Liêu");
  assert_cut("Bạc Liêu", 7, "Bạc Li…");
  assert_cut("Bạc Liêu", 1, "…");
  assert_cut("Bạc Liêu", 0, "");
  assert_cut("", 0, "");
}

static void a_letter_is_never_parted_from_its_marks(void **state) {
  (void)state;
  assert_cut(VIET_APART, 4, VIET_APART);
  assert_cut(VIET_APART, 3, "Vi…");
  assert_cut(VIET_APART "x", 4, "Vie\xCC\xA3\xCC\x82…");
  assert_cut(WIDE, 3, "\xE8\xB6\x8A…");
  assert_cut(WIDE, 2, "…");
  assert_cut(FAMILY "ab", 3, FAMILY "…");
}

static void a_cut_text_fits_every_size_of_buffer(void **state) {
  (void)state;
  const char *wanted = "Bạc Li…";
  for (size_t size = 0; size < 20; size++) {
    char cut[32];
    memset(cut, '#', sizeof cut);
    assert_int_equal(rsl_text_cut("Bạc Liêu", 7, cut, size), strlen(wanted));
    assert_int_equal(cut[size], '#');
    if (size == 0) continue;
    assert_true(strlen(cut) < size);
    assert_int_equal(rsl__utf8_valid_length(cut, strlen(cut)), strlen(cut));
    if (size > strlen(wanted)) assert_string_equal(cut, wanted);
  }
}

/* ---- Encodings of before Unicode ---- */

static const char *encoding(const char *text) {
  return rsl__legacy_encoding(text, strlen(text));
}

/* TCVN 5712:1993: ạ B9, ê AA, ệ D6, ồ E5, â A9, Đ A7, ư AD, ờ EA, ỉ D8, ã B7, đ AE, ố E8, ư AD. */
static void tcvn3_is_known_by_name(void **state) {
  (void)state;
  assert_string_equal(encoding("B\xB9"
                               "c Li\xAAu"),
                      "TCVN3");
  assert_string_equal(encoding("Huy\xD6n H\xE5ng D\xA9n, t\xD8nh B\xB9"
                               "c Li\xAAu"),
                      "TCVN3");
  assert_string_equal(encoding("x\xB7"), "TCVN3");
  assert_string_equal(encoding("\xA7\xAD\xEAng"), "TCVN3");
  assert_string_equal(encoding("unit,name\n95,T\xD8nh B\xB9"
                               "c Li\xAAu\n"),
                      "TCVN3");
}

/* VNI for Windows: ạ "aï" (EF), ê "eâ" (E2), ệ "eä" (E4), ồ "oà" (E0), â "aâ", Đ D1, ư F6, ờ "ôø" (F4 F8), ỉ E6, ã "aõ" (F5). */
static void vni_is_known_by_name(void **state) {
  (void)state;
  assert_string_equal(encoding("Ba\xEF"
                               "c Lie\xE2u"),
                      "VNI");
  assert_string_equal(encoding("Huye\xE4n Ho\xE0ng Da\xE2n, t\xE6nh Ba\xEF"
                               "c Lie\xE2u"),
                      "VNI");
  assert_string_equal(encoding("xa\xF5"), "VNI");
  assert_string_equal(encoding("\xD1\xF6\xF4\xF8ng"), "VNI");
  assert_string_equal(encoding("BA\xCF"
                               "C LIE\xC2U"),
                      "VNI");
}

static void a_few_foreign_names_do_not_hide_the_encoding(void **state) {
  (void)state;
  /* Krông, Lắk are no Vietnamese syllables */
  assert_string_equal(encoding("huy\xD6n Kr\xABng Pa, t\xD8nh \xA7\xBEk L\xBEk, x\xB7 H\xE5ng D\xA9n"), "TCVN3");
}

static void western_text_and_noise_are_not_taken_for_vietnamese(void **state) {
  (void)state;
  /* Latin-1: Hérault, Île-de-France, Rhône, Corrèze, Müller, señor, Straße */
  assert_null(encoding("H\xE9rault, \xCEle-de-France, Rh\xF4ne, Corr\xE8ze"));
  assert_null(encoding("M\xFCller, Stra\xDF"
                       "e, se\xF1or"));
  assert_null(encoding("\x80\x81\xFF"));
  assert_null(encoding("plain"));
  assert_null(encoding(""));
  assert_string_equal(encoding("\xFF\xFEu"), "UTF-16");
  assert_string_equal(encoding("\xFE\xFFu"), "UTF-16");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_language_is_known_by_its_first_two_letters),
    cmocka_unit_test(other_languages_are_not_guessed),
    cmocka_unit_test(a_word_is_translated_where_there_is_a_translation),
    cmocka_unit_test(a_mistyped_word_finds_the_one_that_was_meant),
    cmocka_unit_test(a_word_far_from_all_finds_none),
    cmocka_unit_test(case_and_marks_count_less_than_letters),
    cmocka_unit_test(the_same_word_is_nearest_and_of_equals_the_first),
    cmocka_unit_test(words_too_long_or_not_utf8_are_near_nothing),
    cmocka_unit_test(a_text_is_as_wide_as_it_looks),
    cmocka_unit_test(a_text_is_cut_to_a_width_with_a_mark),
    cmocka_unit_test(a_letter_is_never_parted_from_its_marks),
    cmocka_unit_test(a_cut_text_fits_every_size_of_buffer),
    cmocka_unit_test(tcvn3_is_known_by_name),
    cmocka_unit_test(vni_is_known_by_name),
    cmocka_unit_test(a_few_foreign_names_do_not_hide_the_encoding),
    cmocka_unit_test(western_text_and_noise_are_not_taken_for_vietnamese),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
