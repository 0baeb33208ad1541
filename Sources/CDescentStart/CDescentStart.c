#include "CDescentStart.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

// A standard stream that was closed by whoever started this process gives its number to the first file
// that is opened, which then gets the text: the language's runtime opens some before main. In its place
// comes one that can be neither read nor written the wrong way.
__attribute__((constructor)) static void descent_reserve_streams(void) {
  for (int stream = 0; stream < 3; stream++) {
    if (fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    int file = open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
    if (file >= 0 && file != stream) {
      dup2(file, stream);
      close(file);
    }
  }
}
