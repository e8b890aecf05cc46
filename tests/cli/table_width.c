/* table_width COLUMNS FILE...: every line of the tables is at most so wide, counted as a terminal shows it. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <resolution/base.h>

int main(int argument_count, char **arguments) {
  char line[65536];
  bool good = true;
  if (argument_count < 3) return 64;
  size_t most = strtoul(arguments[1], NULL, 10);
  for (int i = 2; i < argument_count; i++) {
    unsigned long number = 0;
    FILE *file = fopen(arguments[i], "rb");
    if (file == NULL) return 66;
    while (fgets(line, (int)sizeof line, file) != NULL) {
      line[strcspn(line, "\n")] = '\0';
      number++;
      size_t width = rsl_text_width(line);
      if (width <= most) continue;
      good = false;
      printf("%s:%lu: %zu columns: %s\n", arguments[i], number, width, line);
    }
    (void)fclose(file);
    if (number == 0) {
      printf("%s is empty\n", arguments[i]);
      good = false;
    }
  }
  return good ? 0 : 1;
}
