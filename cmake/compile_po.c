/* Makes a table of words in C from a gettext catalogue: compile_po LANGUAGE INPUT.po OUTPUT.c
 *
 * Of the format it knows what our catalogues use: comments, `#, fuzzy` (such entries are left out, as are those without
 * a translation), msgid and msgstr with their continuation lines. Contexts and plurals are refused. The table is sorted
 * bytewise, so that the library finds a word by binary search whatever the locale. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 16384, TEXT_SIZE = 16384 };

typedef enum place { PLACE_NONE, PLACE_ORIGINAL, PLACE_TRANSLATED } place;

typedef struct word {
  char *original;
  char *translated;
} word;

typedef struct catalogue {
  const char *file;
  size_t line;
  word *words;
  size_t count;
  /* The entry that is being read. */
  place place;
  bool fuzzy;
  char original[TEXT_SIZE];
  char translated[TEXT_SIZE];
} catalogue;

static void fail(const catalogue *po, const char *message) {
  fprintf(stderr, "%s:%zu: error: %s\n", po->file, po->line, message);
  exit(EXIT_FAILURE);
}

static char *copy(const catalogue *po, const char *text) {
  size_t size = strlen(text) + 1;
  char *made = malloc(size);
  if (made == NULL) {
    fail(po, "out of memory");
    return NULL;
  }
  memcpy(made, text, size);
  return made;
}

static void end_entry(catalogue *po) {
  bool header = po->original[0] == '\0';
  if (po->place == PLACE_ORIGINAL) {
    fail(po, "a msgid without msgstr");
  }
  if (po->place == PLACE_TRANSLATED && !header && !po->fuzzy && po->translated[0] != '\0') {
    word *grown = realloc(po->words, (po->count + 1) * sizeof *grown);
    if (grown == NULL) {
      fail(po, "out of memory");
      return;
    }
    po->words = grown;
    po->words[po->count].original = copy(po, po->original);
    po->words[po->count].translated = copy(po, po->translated);
    po->count++;
  }
  if (po->place == PLACE_TRANSLATED) {
    po->fuzzy = false;
  }
  po->place = PLACE_NONE;
}

static char unescape(const catalogue *po, char c) {
  switch (c) {
  case 'n':
    return '\n';
  case 't':
    return '\t';
  case '"':
  case '\\':
    return c;
  default:
    fail(po, "an escape other than \\n \\t \\\" \\\\");
    return c;
  }
}

/* Append one quoted text, which must fill the rest of the line. */
static void append_quoted(const catalogue *po, const char *text, char *out) {
  size_t used = strlen(out);
  text += strspn(text, " \t");
  if (*text++ != '"') {
    fail(po, "a quoted text is expected");
  }
  for (; *text != '"'; text++) {
    if (*text == '\0' || used + 2 > TEXT_SIZE) {
      fail(po, "a text without its closing quote, or too long");
    }
    if (*text == '\\') {
      text++;
      out[used++] = unescape(po, *text);
    } else {
      out[used++] = *text;
    }
  }
  out[used] = '\0';
  text++;
  if (text[strspn(text, " \t\r\n")] != '\0') {
    fail(po, "something after the closing quote");
  }
}

static bool keyword(const char **line, const char *word_) {
  size_t length = strlen(word_);
  bool is = strncmp(*line, word_, length) == 0 && strchr(" \t\"", (*line)[length]) != NULL && (*line)[length] != '\0';
  if (is) {
    *line += length;
  }
  return is;
}

static void read_line(catalogue *po, const char *line) {
  line += strspn(line, " \t");
  if (*line == '\r' || *line == '\n' || *line == '\0') {
    end_entry(po);
  } else if (*line == '#') {
    if (po->place == PLACE_TRANSLATED) {
      end_entry(po);
    }
    po->fuzzy = po->fuzzy || (line[1] == ',' && strstr(line, "fuzzy") != NULL);
  } else if (keyword(&line, "msgid")) {
    end_entry(po);
    po->place = PLACE_ORIGINAL;
    po->original[0] = '\0';
    po->translated[0] = '\0';
    append_quoted(po, line, po->original);
  } else if (keyword(&line, "msgstr")) {
    if (po->place != PLACE_ORIGINAL) {
      fail(po, "a msgstr without msgid");
    }
    po->place = PLACE_TRANSLATED;
    append_quoted(po, line, po->translated);
  } else if (*line == '"' && po->place != PLACE_NONE) {
    append_quoted(po, line, po->place == PLACE_ORIGINAL ? po->original : po->translated);
  } else {
    fail(po, "neither comment, msgid, msgstr nor text (contexts and plurals are not used here)");
  }
}

static void read_catalogue(catalogue *po) {
  static char line[LINE_SIZE];
  FILE *in = fopen(po->file, "rb");
  if (in == NULL) {
    fail(po, strerror(errno));
    return;
  }
  while (fgets(line, sizeof line, in) != NULL) {
    po->line++;
    if (strchr(line, '\n') == NULL && !feof(in)) {
      fail(po, "a line that is too long");
    }
    read_line(po, line);
  }
  if (ferror(in)) {
    fail(po, "could not be read");
  }
  fclose(in);
  end_entry(po);
}

static int compare_words(const void *a, const void *b) {
  return strcmp(((const word *)a)->original, ((const word *)b)->original);
}

static void sort_words(catalogue *po) {
  if (po->count == 0) {
    return;
  }
  qsort(po->words, po->count, sizeof *po->words, compare_words);
  for (size_t i = 1; i < po->count; i++) {
    if (strcmp(po->words[i - 1].original, po->words[i].original) == 0) {
      fprintf(stderr, "%s: error: \"%s\" is there twice\n", po->file, po->words[i].original);
      exit(EXIT_FAILURE);
    }
  }
}

/* Octal escapes of three digits mean the same to every compiler, whatever it takes the source's encoding to be. */
static void write_literal(FILE *out, const char *text) {
  fputc('"', out);
  for (; *text != '\0'; text++) {
    unsigned char c = (unsigned char)*text;
    if (c < ' ' || c >= 0x7f || c == '"' || c == '\\' || c == '?') {
      fprintf(out, "\\%03o", (unsigned)c);
    } else {
      fputc(c, out);
    }
  }
  fputc('"', out);
}

static void write_table(const catalogue *po, const char *language, FILE *out) {
  fputs("/* Generated from a catalogue of po/. */\n#include \"base/words.h\"\n\n", out);
  fprintf(out, "const struct rsl__word rsl__words_%s[] = {\n", language);
  for (size_t i = 0; i < po->count; i++) {
    fputs("  { ", out);
    write_literal(out, po->words[i].original);
    fputs(",\n    ", out);
    write_literal(out, po->words[i].translated);
    fputs(" },\n", out);
  }
  fputs("  { NULL, NULL } /* C has no empty arrays */\n};\n", out);
  fprintf(out, "const size_t rsl__words_%s_count = %zu;\n", language, po->count);
}

static void free_words(catalogue *po) {
  for (size_t i = 0; i < po->count; i++) {
    free(po->words[i].original);
    free(po->words[i].translated);
  }
  free(po->words);
}

int main(int argc, char **argv) {
  static catalogue po;
  if (argc != 4) {
    fputs("usage: compile_po LANGUAGE INPUT.po OUTPUT.c\n", stderr);
    return EXIT_FAILURE;
  }
  po.file = argv[2];
  read_catalogue(&po);
  sort_words(&po);
  FILE *out = fopen(argv[3], "wb");
  if (out == NULL) {
    perror(argv[3]);
    return EXIT_FAILURE;
  }
  write_table(&po, argv[1], out);
  free_words(&po);
  if (ferror(out) != 0 || fclose(out) != 0) {
    perror(argv[3]);
    remove(argv[3]);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
