/* Frames of the protocol in PROTOCOL.md, for workers in C: reads requests, writes answers, and parses the JSON
 * that they need. */
#ifndef FRAMES_H
#define FRAMES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HELLO = 1, CREATE, RUN, SAVE, LOAD, FREE, COPY, EVALUATE, BYE, ERROR = 15 };
enum { GIVES_X = 1, PUTS_BACK = 2, HAS_MASK = 4, HAS_RATES = 8, ALL_POINTS = 16, REUSES = 32,
       TRASHES = 64, ECHOES = 128 };
enum { MAGIC = 0x544E5344, MOST_TENSORS = 64 };

typedef struct {
  uint32_t magic;
  uint16_t version, kind;
  uint32_t sequence, instance, header, zero;
  uint64_t body;
} Prefix;

typedef struct {
  Prefix prefix;
  char *header, *body;
} Request;

static inline size_t padded(size_t count) { return (count + 7) & ~(size_t)7; }

static inline int take(void *bytes, size_t count) {
  for (size_t place = 0; place < count;) {
    ssize_t n = read(0, (char *)bytes + place, count - place);
    if (n <= 0) return 0;
    place += (size_t)n;
  }
  return 1;
}

static inline void put(const void *bytes, size_t count) {
  for (size_t place = 0; place < count;) {
    ssize_t n = write(1, (const char *)bytes + place, count - place);
    if (n <= 0) exit(0);
    place += (size_t)n;
  }
}

/* The next request, whose header ends with a zero byte; 0 at the end of the input. */
static inline int next(Request *r) {
  if (!take(&r->prefix, sizeof r->prefix)) return 0;
  const Prefix *p = &r->prefix;
  if (p->magic != MAGIC || p->version != 1 || p->header > 1 << 24 || p->body > (uint64_t)1 << 33) exit(3);
  r->header = calloc(p->header + 1, 1);
  r->body = calloc(p->body + 8, 1);
  return take(r->header, p->header) && take(r->body, p->body);
}

static inline void done(Request *r) { free(r->header), free(r->body); }

/* Answers a request: `text` is the header, NULL for none. */
static inline void answer(int kind, const Request *r, uint32_t instance, const char *text, const void *body,
                          size_t size) {
  size_t length = text ? strlen(text) : 0, whole = padded(length);
  char *frame = malloc(sizeof(Prefix) + whole);
  Prefix p = {MAGIC, 1, (uint16_t)kind, r->prefix.sequence, instance, (uint32_t)whole, 0, size};
  memcpy(frame, &p, sizeof p);
  memset(frame + sizeof p, ' ', whole);
  memcpy(frame + sizeof p, text ? text : "", length);
  put(frame, sizeof p + whole);
  put(body ? body : "", size);
  free(frame);
}

/* The number that a header of CREATE has for a key of its settings. */
static inline double setting(const char *header, const char *key, double standard) {
  char quoted[32];
  snprintf(quoted, sizeof quoted, "\"%s\":\"", key);
  const char *found = strstr(header, quoted);
  return found ? strtod(found + strlen(quoted), NULL) : standard;
}

/* The numbers of entries of the tensors in a header of CREATE; -1 if there are more than MOST_TENSORS. */
static inline int tensors(const char *header, size_t sizes[MOST_TENSORS]) {
  const char *place = strstr(header, "\"tensors\":["), *end = strstr(header, "\"settings\"");
  int count = 0;
  for (place += 11; (place = strstr(place, ",[")) && place < end;) {
    /* `["name",[2,3]]`: the extents follow the name. */
    if (place[-1] != '"') { place += 2; continue; }
    if (count == MOST_TENSORS) return -1;
    size_t size = 1;
    for (place += 2; *place != ']';) {
      char *after;
      size *= (size_t)strtoull(place, &after, 10);
      place = *after == ',' ? after + 1 : after;
    }
    sizes[count++] = size;
  }
  return count;
}

#endif
