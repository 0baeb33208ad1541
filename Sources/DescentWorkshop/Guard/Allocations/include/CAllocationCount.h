// Counts the allocations of a program by replacing the allocation functions of the C library.
#ifndef CALLOCATIONCOUNT_H
#define CALLOCATIONCOUNT_H

// The number of calls of malloc, calloc, realloc and the aligned forms so far, on all threads; -1 if they
// cannot be replaced.
long descent_allocation_count(void);

// The readable form of a mangled Swift name, to be freed by the caller; null for any other name.
char *descent_demangle(const char *name);

#endif
