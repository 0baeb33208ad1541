#ifndef CDESCENTBRIDGE_H
#define CDESCENTBRIDGE_H

#include <sys/types.h>

/// Starts a program. On Linux, the program is killed when this process, or the calling thread, ends.
///
/// On Linux, `process` is a guardian of the program. When this process ends, the guardian ends its whole
/// process group. It exits as the program does. The started process leads a new session and process group.
/// The program gets the three given descriptors and no others, and the default action for every signal.
/// \returns 0, or an `errno` value, also if the program cannot be run.
int descent_start_worker(const char *program, char *const arguments[], char *const environment[],
                         const int descriptors[3], pid_t *process);

/// Writes like `write`. If the reading end is closed, it returns -1 with EPIPE and leaves no SIGPIPE
/// pending.
ssize_t descent_write(int descriptor, const void *bytes, size_t count);

#endif
