/* replay FILE...: give each file's bytes to the fuzzer's one function, without a fuzzer. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static int replay(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return 66;
  size_t capacity = (size_t)1 << 20;
  uint8_t *bytes = malloc(capacity);
  if (bytes == NULL) {
    (void)fclose(file);
    return 70;
  }
  size_t size = fread(bytes, 1, capacity, file);
  (void)fclose(file);
  (void)LLVMFuzzerTestOneInput(bytes, size);
  free(bytes);
  return 0;
}

int main(int argument_count, char **arguments) {
  if (argument_count < 2) return 64;
  for (int i = 1; i < argument_count; i++) {
    int exit_code = replay(arguments[i]);
    if (exit_code == 0) continue;
    fprintf(stderr, "%s cannot be read\n", arguments[i]);
    return exit_code;
  }
  printf("%d inputs\n", argument_count - 1);
  return 0;
}
