#define _GNU_SOURCE
#include "CDescentBridge.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#endif

static void close_from(int first) {
#if defined(__linux__) && defined(SYS_close_range)
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
#endif
  long last = sysconf(_SC_OPEN_MAX);
  if (last < 0 || last > 65536) last = 65536;
  for (int descriptor = first; descriptor < last; descriptor++) close(descriptor);
}

/// Ends the guardian's process group, including the guardian.
static void end_group(int number) {
  (void)number;
  kill(0, SIGKILL);
}

/// Turns the child into a guardian that starts the program and waits for it. The guardian leads a process
/// group, which holds the program and its children. It ends that group when this process ends, because the
/// system would not end the program's children. It exits with the program's status or signal.
static void guard(pid_t parent) {
#ifdef __linux__
  struct sigaction ends = {.sa_handler = end_group}, ignored = {.sa_handler = SIG_IGN};
  sigaction(SIGUSR1, &ends, NULL);
  /* SIGTERM to the group asks the program to end. The guardian ignores it and waits for the program. */
  sigaction(SIGTERM, &ignored, NULL);
  prctl(PR_SET_PDEATHSIG, SIGUSR1);
  if (getppid() != parent) _exit(127);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  pid_t guardian = getpid(), program = fork();
  if (program < 0) _exit(127);
  if (program == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != guardian) _exit(127);
    return;
  }
  close_from(0);
  int status = 0;
  while (waitpid(program, &status, 0) < 0 && errno == EINTR) {}
  if (WIFSIGNALED(status)) {
    /* The program's crash may have left a core file: do not write a second one. */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigaction(WTERMSIG(status), &standard, NULL);
    raise(WTERMSIG(status));
  }
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 127);
#else
  (void)parent;
#endif
}

/// Prepares the child and runs the program in it. Only calls that are safe after a fork are allowed here.
static void become(const char *program, char *const arguments[], char *const environment[],
                   const int descriptors[3], int report, pid_t parent) {
  setsid();
  guard(parent);
  struct sigaction standard = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  /* Duplicate above the target numbers first, so that no descriptor is overwritten before it is used. */
  int high[4];
  for (int place = 0; place < 4; place++) {
    high[place] = fcntl(place < 3 ? descriptors[place] : report, F_DUPFD, 10);
    if (high[place] < 0) _exit(127);
  }
  for (int place = 0; place < 3; place++) dup2(high[place], place);
  dup2(high[3], 3);
  fcntl(3, F_SETFD, FD_CLOEXEC);
  close_from(4);
  execve(program, arguments, environment);
  int error = errno;
  ssize_t written = write(3, &error, sizeof error);
  (void)written;
  _exit(127);
}

int descent_start_worker(const char *program, char *const arguments[], char *const environment[],
                         const int descriptors[3], pid_t *process) {
  int ends[2];
  if (pipe(ends) != 0) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) become(program, arguments, environment, descriptors, ends[1], parent);
  int error = child < 0 ? errno : 0;
  close(ends[1]);
  if (child > 0) {
    /* If the program runs, execve has closed the pipe, and the read returns no bytes. */
    ssize_t count;
    do count = read(ends[0], &error, sizeof error);
    while (count < 0 && errno == EINTR);
    if (count != sizeof error) error = 0;
    if (error != 0) waitpid(child, NULL, 0);
  }
  close(ends[0]);
  *process = child;
  return error;
}

ssize_t descent_write(int descriptor, const void *bytes, size_t count) {
  sigset_t pipe_signal, before, pending;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  sigpending(&pending);
  int was_pending = sigismember(&pending, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
  ssize_t written = write(descriptor, bytes, count);
  int error = errno;
  if (written < 0 && error == EPIPE && !was_pending) {
    /* Take the pending SIGPIPE, so that it does not end the process when the signal is unblocked. */
#ifdef __linux__
    struct timespec now = {0, 0};
    while (sigtimedwait(&pipe_signal, NULL, &now) < 0 && errno == EINTR) {}
#else
    int number;
    sigpending(&pending);
    if (sigismember(&pending, SIGPIPE)) sigwait(&pipe_signal, &number);
#endif
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return written;
}
