/* Vietnamese text of before Unicode. Both encodings are known by their syllables: the bytes are read as the one and
 * as the other, and counted where a Vietnamese syllable comes out. Western text hardly ever reads as one.
 *
 * Letters are held as one ASCII character each: w ă, z â, E ê, O ô, Q ơ, U ư, D đ; tones are only counted. */
#include <string.h>

#include "base/utf8.h"

enum { LONGEST_SYLLABLE = 7, READ_AT_MOST = 65536 };

typedef struct syllable {
  char letters[LONGEST_SYLLABLE + 1];
  size_t count;
  int tones;
  bool marked; /* VNI: the last letter has its mark */
  bool broken;
} syllable;

typedef void (*read_byte)(syllable *word, unsigned char byte);

static bool starts_utf16(const char *text, size_t length);
static bool is_letter(char byte);
static void count_word(const char *text, size_t length, read_byte read, size_t *syllables);
static void read_tcvn3(syllable *word, unsigned char byte);
static void read_vni(syllable *word, unsigned char byte);
static void add_vni_mark(syllable *word, unsigned char byte);
static void add_letter(syllable *word, char letter);
static bool is_syllable(const syllable *word);
static bool is_in(const char *list, const char *part, size_t length);

const char *rsl__legacy_encoding(const char *text, size_t length) {
  size_t words = 0;
  size_t tcvn3 = 0;
  size_t vni = 0;
  if (starts_utf16(text, length)) return "UTF-16";
  if (length > READ_AT_MOST) length = READ_AT_MOST;
  for (size_t at = 0; at < length;) {
    size_t end = at;
    bool high = false;
    for (; end < length && is_letter(text[end]); end++) high = high || (unsigned char)text[end] >= 0x80;
    if (high) {
      words++;
      count_word(text + at, end - at, read_tcvn3, &tcvn3);
      count_word(text + at, end - at, read_vni, &vni);
    }
    at = end + 1;
  }
  size_t most = vni > tcvn3 ? vni : tcvn3;
  /* Three words of five: the rest are names of other tongues, and misspellings. */
  if (most == 0 || most * 5 < words * 3) return NULL;
  return vni >= tcvn3 ? "VNI" : "TCVN3"; /* of VNI more must fit: a letter before each mark */
}

static bool starts_utf16(const char *text, size_t length) {
  return length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0);
}

static bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80;
}

static void count_word(const char *text, size_t length, read_byte read, size_t *syllables) {
  syllable word = { .count = 0 };
  for (size_t at = 0; at < length && !word.broken; at++) {
    char byte = text[at];
    if (byte >= 'A' && byte <= 'Z') byte = (char)(byte + ('a' - 'A'));
    if ((unsigned char)byte < 0x80) {
      add_letter(&word, byte);
    } else {
      read(&word, (unsigned char)byte);
    }
  }
  if (is_syllable(&word)) ++*syllables;
}

/* TCVN 5712:1993, the table VN3: one byte a letter, from 0xA1; those from 0xB5 on bear a tone. */
static void read_tcvn3(syllable *word, unsigned char byte) {
  static const char letters[] = "wzEOQUDwzEOQUD------aaaaa-wwww-------wzzzzze-eeeeEEEEEii---iiio-oooo"
                                "OOOOOQQQQQu-uuuuUUUUUyyyyy";
  char letter = byte >= 0xA1 && byte <= 0xFE ? letters[byte - 0xA1] : '-';
  if (letter == '-') {
    word->broken = true;
    return;
  }
  add_letter(word, letter);
  if (byte >= 0xB5) word->tones++;
}

/* VNI for Windows: a letter, and behind it a byte for its marks; some letters are bytes of their own. Capitals are
 * lower by 0x20, as in Latin-1. */
static void read_vni(syllable *word, unsigned char byte) {
  static const char alone[] = "\xF4\xF6\xF1\xED\xEC\xE6\xF3\xF2\xEE";
  static const char letters[] = "QUDiiiiiy";
  enum { FIRST_WITH_TONE = 3 };
  if (byte >= 0xC0 && byte < 0xE0) byte = (unsigned char)(byte + 0x20);
  const char *found = strchr(alone, byte);
  if (found == NULL) {
    add_vni_mark(word, byte);
    return;
  }
  add_letter(word, letters[found - alone]);
  if (found - alone >= FIRST_WITH_TONE) word->tones++;
}

static void add_vni_mark(syllable *word, unsigned char byte) {
  static const char tones[] = "\xF9\xF8\xFB\xF5\xEF";
  static const char circumflexes[] = "\xE2\xE1\xE0\xE5\xE3\xE4"; /* the first without a tone */
  static const char breves[] = "\xEA\xE9\xE8\xFA\xFC\xEB";       /* the first without a tone */
  static const char *const forms[3][2] = { { "aeouyQU", "aeouyQU" }, { "aeo", "zEO" }, { "a", "w" } };
  int form = -1;
  if (strchr(tones, byte) != NULL) form = 0;
  if (strchr(circumflexes, byte) != NULL) form = 1;
  if (strchr(breves, byte) != NULL) form = 2;
  char *last = word->count > 0 && !word->marked ? &word->letters[word->count - 1] : NULL;
  const char *place = form >= 0 && last != NULL ? strchr(forms[form][0], *last) : NULL;
  if (place == NULL) {
    word->broken = true;
    return;
  }
  *last = forms[form][1][place - forms[form][0]];
  word->marked = true;
  if (byte != 0xE2 && byte != 0xEA) word->tones++;
}

static void add_letter(syllable *word, char letter) {
  if (word->count == LONGEST_SYLLABLE) {
    word->broken = true;
    return;
  }
  word->letters[word->count++] = letter;
  word->marked = false;
}

/* At most one tone; an initial, a nucleus and a final that the language has. */
static bool is_syllable(const syllable *word) {
  static const char vowels[] = "awzeEioOQuUy";
  const char *rest = word->letters;
  if (word->broken || word->tones > 1) return false;
  size_t initial = strcspn(rest, vowels);
  bool glide = (rest[0] == 'q' && initial == 1 && rest[1] == 'u') || (rest[0] == 'g' && rest[1] == 'i');
  if (!is_in(" b c ch d D g gh h k kh l m n ng ngh nh p ph q r s t th tr v x ", rest, initial)) return false;
  rest += initial;
  /* The u of qu and the i of gi belong to the initial, unless no other vowel follows. */
  if (glide && rest[1] != '\0' && strchr(vowels, rest[1]) != NULL) rest++;
  size_t nucleus = strspn(rest, vowels);
  bool known = is_in(" a w z e E i o O Q u U y ai ao au ay zu zy eo Eu ia iE iu oa ow oe oi Oi Qi oo ua uz uE ui "
                     "uO uQ uy Ua Ui UQ Uu yE oai oao oay oeo iEu uzy uOi uya uyE uyu UQi UQu yEu ",
                     rest, nucleus);
  if (!known || nucleus == 0) return false;
  char before = rest[nucleus - 1];
  rest += nucleus;
  size_t final = strlen(rest);
  if (final == 2 && rest[1] == 'h' && strchr("aEiy", before) == NULL) return false; /* -ch, -nh */
  return is_in(" c ch m n ng nh p t ", rest, final);
}

/* Is the part one of the list's words? Nothing is one too. */
static bool is_in(const char *list, const char *part, size_t length) {
  if (length == 0) return true;
  for (const char *word = list + 1; *word != '\0'; word += strcspn(word, " ") + 1) {
    if (strcspn(word, " ") == length && memcmp(word, part, length) == 0) return true;
  }
  return false;
}
