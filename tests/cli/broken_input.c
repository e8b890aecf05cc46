/* broken_input FILE PROGRAM [ARGUMENTS...]: run the program with a standard input that gives the file's bytes and then
 * fails, as a disk or a share can: a socket whose other side is closed with bytes for it still unread is reset. */
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argument_count, char **arguments) {
  char bytes[32768]; /* fits into the socket's buffer */
  int ends[2];
  if (argument_count < 3 || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 64;
  FILE *file = fopen(arguments[1], "rb");
  if (file == NULL) return 66;
  size_t size = fread(bytes, 1, sizeof bytes, file);
  (void)fclose(file);
  if (write(ends[0], bytes, size) != (ssize_t)size || write(ends[1], "", 1) != 1) return 74;
  (void)close(ends[0]);
  if (dup2(ends[1], STDIN_FILENO) < 0) return 71;
  (void)close(ends[1]);
  (void)execvp(arguments[2], &arguments[2]);
  return 127;
}
