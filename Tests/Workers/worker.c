/* A worker for Descent in C: SGD and Adam as the built-in rules compute them, and every way to misbehave.
 *
 *   DescentBridgeWorker sgd|adam [SWITCH]
 *
 * An example for other languages: PROTOCOL.md is all that it knows of the program that it serves. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HELLO = 1, CREATE, RUN, SAVE, LOAD, FREE, BYE = 9, ERROR = 15 };
enum { GIVES_X = 1, PUTS_BACK = 2, HAS_MASK = 4, HAS_RATES = 8, ALL_POINTS = 16, REUSES = 32,
       TRASHES = 64, ECHOES = 128 };

typedef struct {
  uint32_t magic;
  uint16_t version, kind;
  uint32_t sequence, instance, header, zero;
  uint64_t body;
} Prefix;

typedef struct {
  int is_double, tensors;
  size_t count, sizes[64];
  double lr, beta1, beta2, eps, powers[64][2];
  double *x, *m, *v;
} Instance;

static Instance *instances[1 << 20];
static uint32_t made;
static int is_adam;
static const char *trick = "";

static int does(const char *name) { return strcmp(trick, name) == 0; }

static int take(void *bytes, size_t count) {
  for (size_t place = 0; place < count;) {
    ssize_t n = read(0, (char *)bytes + place, count - place);
    if (n <= 0) return 0;
    place += (size_t)n;
  }
  return 1;
}

static void put(const void *bytes, size_t count) {
  for (size_t place = 0; place < count;) {
    ssize_t n = write(1, (const char *)bytes + place, count - place);
    if (n <= 0) exit(0);
    place += (size_t)n;
  }
}

static void answer(int kind, uint32_t sequence, uint32_t instance, const char *text, const void *body,
                   size_t size) {
  char header[4096];
  size_t length = text ? strlen(text) : 0;
  memset(header, ' ', sizeof header);
  memcpy(header, text ? text : "", length);
  length = (length + 7) & ~(size_t)7;
  Prefix p = {0x544E5344, 1, (uint16_t)kind, sequence, instance, (uint32_t)length, 0, size};
  if (kind == RUN) {
    if (does("garbage")) { put("\x01\x02\x03garbage that is no frame at all, whatever one reads", 53); return; }
    if (does("sequence")) p.sequence += 7;
    if (does("short")) { p.body -= 8; size -= 8; }
    if (does("long")) { p.body += 8; }
    if (does("huge")) p.body = (uint64_t)1 << 63;
    if (does("version")) p.version = 2;
  }
  put(&p, sizeof p);
  put(header, length);
  put(body ? body : "", size);
  if (kind == RUN && does("long")) put("12345678", 8);
  if (kind == RUN && does("twice")) { put(&p, sizeof p); put(header, length); put(body, size); }
}

/* One step of one coordinate, in the order of the built-in rules' roundings. */
#define STEP(NAME, T, SQRT)                                                                        \
  static void NAME(Instance *s, const double *g, const uint8_t *mask, double rate) {              \
    for (size_t t = 0, first = 0; t < (size_t)s->tensors; first += s->sizes[t++]) {                \
      if ((mask && !mask[t]) || s->sizes[t] == 0) continue;                                        \
      double *power = s->powers[t];                                                                \
      power[0] *= s->beta1;                                                                        \
      power[1] *= s->beta2;                                                                        \
      /* What all coordinates share is computed in double precision. */                            \
      T size = (T)(rate / (1 - power[0])), factor = (T)(1 / sqrt(1 - power[1])), eps = (T)s->eps;  \
      T b1 = (T)s->beta1, b2 = (T)s->beta2, d1 = (T)(1 - s->beta1), d2 = (T)(1 - s->beta2);        \
      for (size_t i = first; i < first + s->sizes[t]; i++) {                                       \
        T x = (T)s->x[i], gi = (T)g[i] + 0 * x;                                                    \
        if (!is_adam) { s->x[i] = x - (T)rate * gi; continue; }                                    \
        T m = b1 * (T)s->m[i] + d1 * gi, v = b2 * (T)s->v[i] + d2 * gi * gi;                       \
        T root = SQRT(v) * factor + eps;                                                           \
        s->m[i] = m, s->v[i] = v, s->x[i] = x - (root == 0 ? 0 : size * m / root);                 \
      }                                                                                            \
    }                                                                                              \
  }
#pragma STDC FP_CONTRACT OFF
STEP(step_double, double, sqrt)
STEP(step_single, float, sqrtf)

static double setting(const char *header, const char *key, double standard) {
  char quoted[32];
  snprintf(quoted, sizeof quoted, "\"%s\":\"", key);
  const char *found = strstr(header, quoted);
  return found ? strtod(found + strlen(quoted), NULL) : standard;
}

static void create(const Prefix *p, const char *header) {
  Instance *s = calloc(1, sizeof *s);
  s->is_double = strstr(header, "\"float64\"") != NULL;
  s->lr = setting(header, "lr", is_adam ? 0.001 : 0.01);
  s->beta1 = setting(header, "beta1", 0.9);
  s->beta2 = setting(header, "beta2", 0.999);
  s->eps = setting(header, "eps", 1e-8);
  const char *place = strstr(header, "\"tensors\":[");
  const char *end = strstr(header, "\"settings\"");
  for (place += 11; (place = strstr(place, ",[")) && place < end;) {
    /* `["name",[2,3]]`: the extents stand after the name. */
    if (place[-1] != '"') { place += 2; continue; }
    size_t size = 1;
    for (place += 2; *place != ']';) {
      char *next;
      size *= (size_t)strtoull(place, &next, 10);
      place = *next == ',' ? next + 1 : next;
    }
    if (s->tensors == 64) {
      answer(ERROR, p->sequence, 0, "{\"type\":\"Layout\",\"message\":\"64 tensors at most\",\"refusal\":true}", NULL, 0);
      free(s);
      return;
    }
    s->powers[s->tensors][0] = s->powers[s->tensors][1] = 1;
    s->sizes[s->tensors++] = size;
    s->count += size;
  }
  s->x = calloc(3 * s->count + 1, sizeof(double));
  s->m = s->x + s->count;
  s->v = s->m + s->count;
  instances[++made & 0xFFFFF] = s;
  char text[64];
  snprintf(text, sizeof text, "{\"rate\":%.17g}", s->lr);
  answer(CREATE, p->sequence, made, text, NULL, 0);
}

static void numbers(const Instance *s, const char *bytes, double *to, size_t count) {
  for (size_t i = 0; i < count; i++)
    to[i] = s->is_double ? ((const double *)bytes)[i] : (double)((const float *)bytes)[i];
}

static void written(const Instance *s, const double *from, char *to, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (s->is_double) ((double *)to)[i] = from[i]; else ((float *)to)[i] = (float)from[i];
}

static void run(const Prefix *p, const char *body) {
  Instance *s = instances[p->instance & 0xFFFFF];
  uint32_t steps = ((const uint32_t *)body)[0], flags = ((const uint32_t *)body)[1];
  size_t n = s->count, size = s->is_double ? 8 : 4, place = 16;
  const double *rates = flags & HAS_RATES ? (const double *)(body + place) : NULL;
  if (rates) place += 8 * (size_t)steps;
  double *start = calloc(n + 1, 8), *g = calloc(n + 1, 8);
  memcpy(start, s->x, n * 8);
  if (flags & GIVES_X) {
    numbers(s, body + place, start, n);
    memcpy(s->x, start, n * 8);
    place = (place + n * size + 7) & ~(size_t)7;
  }
  const char *gradients = body + place;
  place += steps * n * size;
  if (flags & HAS_MASK) place = (place + 7) & ~(size_t)7;
  const uint8_t *mask = flags & HAS_MASK ? (const uint8_t *)(body + place) : NULL;
  if (mask) place += (size_t)steps * (size_t)s->tensors;
  if (place != p->body) exit(3);
  size_t rows = flags & ALL_POINTS ? steps : 1, points = rows * n * size;
  size_t echo = flags & ECHOES ? ((points + 7) & ~(size_t)7) : points;
  size_t whole = echo + (flags & ECHOES ? steps * n * size : 0);
  char *out = calloc(whole + 8, 1);
  for (uint32_t i = 0; i < steps; i++) {
    if (flags & PUTS_BACK) memcpy(s->x, start, n * 8);
    numbers(s, gradients + i * n * size, g, n);
    (s->is_double ? step_double : step_single)(
        s, g, mask ? mask + i * (size_t)s->tensors : NULL, rates ? rates[i] : s->lr);
    if (does("exit0")) exit(0);
    if (does("exit3")) { fprintf(stderr, "no more of this\n"); exit(3); }
    if (does("crash")) *(volatile int *)(uintptr_t)8 = 1;
    if (does("silent")) for (;;) pause();
    if (does("raises")) {
      answer(ERROR, p->sequence, 0, "{\"type\":\"KeyError\",\"message\":\"'exp_avg'\",\"where\":\"rule.c:12 in step\",\"step\":0,\"refusal\":false}", NULL, 0);
      return;
    }
    if (does("prints")) { printf("step %u\n", i); fflush(stdout); }
    if (flags & ALL_POINTS) written(s, s->x, out + i * n * size, n);
    else if (i + 1 == steps) written(s, s->x, out, n);
  }
  if (flags & ECHOES) memcpy(out + echo, gradients, steps * n * size);
  answer(RUN, p->sequence, p->instance, NULL, out, whole);
  free(out), free(start), free(g);
}

int main(int count, char **words) {
  is_adam = count > 1 && strcmp(words[1], "adam") == 0;
  if (count > 2) trick = words[2];
  for (Prefix p; take(&p, sizeof p);) {
    if (p.magic != 0x544E5344 || p.version != 1 || p.header > 1 << 24 || p.body > (uint64_t)1 << 33) return 3;
    char *header = calloc(p.header + 1, 1), *body = calloc(p.body + 8, 1);
    if (!take(header, p.header) || !take(body, p.body)) return 0;
    Instance *s = instances[p.instance & 0xFFFFF];
    switch (p.kind) {
      case HELLO:
        if (does("hello")) for (;;) pause();
        char text[2048];
        snprintf(text, sizeof text,
          "{\"protocol\":%d,\"name\":\"%s\",\"kind\":\"optimizer\",\"library\":\"worker.c 1\",\"hyperparameters\":["
          "{\"key\":\"lr\",\"kind\":\"number\",\"default\":%s}%s],\"precisions\":[\"float64\",\"float32\"],"
          "\"capabilities\":{\"rates\":true,\"mask\":true,\"save\":true,\"strided\":false,\"exact\":true}}",
          does("protocol") ? 2 : 1, words[1], is_adam ? "0.001" : "0.01",
          is_adam ? ",{\"key\":\"beta1\",\"kind\":\"number\",\"default\":0.9},{\"key\":\"beta2\",\"kind\":"
                    "\"number\",\"default\":0.999},{\"key\":\"eps\",\"kind\":\"number\",\"default\":1e-8}" : "");
        answer(HELLO, p.sequence, 0, text, NULL, 0);
        break;
      case CREATE: create(&p, header); break;
      case RUN: run(&p, body); break;
      case SAVE: {
        size_t size = 2 * s->count * 8 + sizeof s->powers;
        char *bytes = malloc(size);
        memcpy(bytes, s->m, 2 * s->count * 8);
        memcpy(bytes + 2 * s->count * 8, s->powers, sizeof s->powers);
        answer(SAVE, p.sequence, p.instance, "{\"state\":{}}", bytes, size);
        free(bytes);
        break;
      }
      case LOAD: {
        size_t start = (s->count * (s->is_double ? 8u : 4u) + 7) & ~(size_t)7;
        numbers(s, body, s->x, s->count);
        memcpy(s->m, body + start, 2 * s->count * 8);
        memcpy(s->powers, body + start + 2 * s->count * 8, sizeof s->powers);
        answer(LOAD, p.sequence, p.instance, "{}", NULL, 0);
        break;
      }
      case FREE:
        if (s) free(s->x), free(s), instances[p.instance & 0xFFFFF] = NULL;
        break;
      case BYE: return 0;
      default: return 3;
    }
    free(header), free(body);
  }
  return 0;
}
