#include "CDescentStart.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

// If this process was started with a closed standard stream, the next file that is opened gets that
// stream's number, and text for the stream would go to the file. Swift's runtime opens files before main.
// This constructor therefore fills each free number with /dev/null: write-only for the input, read-only for
// the outputs, so that using a closed stream still fails.
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
