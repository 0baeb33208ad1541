#ifndef CDESCENTBRIDGE_H
#define CDESCENTBRIDGE_H

#include <sys/types.h>

/// Starts a program that is killed when this process ends, or, on Linux, when the thread that calls ends.
///
/// On Linux the process is a guardian of the program, which ends its whole group with this process, and
/// ends as the program does. It leads a session, and so a group, of its own, has the three descriptors given and no other, and the
/// default action for every signal.
/// \returns 0, or the number of what went wrong, which includes a program that cannot be run.
int descent_start_worker(const char *program, char *const arguments[], char *const environment[],
                         const int descriptors[3], pid_t *process);

/// Writes like `write`; where nobody reads any more it returns -1 and EPIPE, and no signal is left.
ssize_t descent_write(int descriptor, const void *bytes, size_t count);

#endif
