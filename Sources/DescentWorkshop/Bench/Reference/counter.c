// For the declaration of syscall.
#define _GNU_SOURCE
#include "CBenchReference.h"

#ifdef __linux__
#include <linux/perf_event.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int reference_open_instruction_counter(void) {
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.size = sizeof attributes;
  attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
  attributes.exclude_kernel = 1;
  attributes.exclude_hv = 1;
  return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
}

long long reference_read_counter(int counter) {
  long long count = 0;
  return read(counter, &count, sizeof count) == sizeof count ? count : -1;
}

void reference_close_counter(int counter) { close(counter); }
#else
int reference_open_instruction_counter(void) { return -1; }
long long reference_read_counter(int counter) { return counter; }
void reference_close_counter(int counter) { (void)counter; }
#endif
