/* A worker for Descent in C: SGD and Adam as the built-in rules compute them.
 *
 *   cc -O2 worker.c -lm -o worker
 *   descent check 'exec:./worker adam' --like adam
 *
 * An example for other languages: it is written from PROTOCOL.md alone. */
#include <math.h>

#include "frames.h"

typedef struct {
  int is_double, tensors;
  size_t count, sizes[MOST_TENSORS];
  double lr, beta1, beta2, eps, powers[MOST_TENSORS][2];
  double *x, *m, *v; /* in one piece of memory */
} Instance;

static Instance *instances[1 << 20];
static uint32_t made;
static int is_adam;

/* One step of one coordinate, in the order of the built-in rules' roundings. */
#define STEP(NAME, T, SQRT)                                                                        \
  static void NAME(Instance *s, const double *g, const uint8_t *mask, double rate) {              \
    for (size_t t = 0, first = 0; t < (size_t)s->tensors; first += s->sizes[t++]) {                \
      if ((mask && !mask[t]) || s->sizes[t] == 0) continue;                                        \
      double *power = s->powers[t];                                                                \
      power[0] *= s->beta1;                                                                        \
      power[1] *= s->beta2;                                                                        \
      /* Constants of all coordinates are in double precision.       */                            \
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

static void create(const Request *r) {
  Instance *s = calloc(1, sizeof *s);
  s->is_double = strstr(r->header, "\"float64\"") != NULL;
  s->lr = setting(r->header, "lr", is_adam ? 0.001 : 0.01);
  s->beta1 = setting(r->header, "beta1", 0.9);
  s->beta2 = setting(r->header, "beta2", 0.999);
  s->eps = setting(r->header, "eps", 1e-8);
  s->tensors = tensors(r->header, s->sizes);
  if (s->tensors < 0) {
    answer(ERROR, r, 0, "{\"type\":\"Layout\",\"message\":\"64 tensors at most\",\"refusal\":true}", NULL, 0);
    free(s);
    return;
  }
  for (int t = 0; t < s->tensors; t++) {
    s->powers[t][0] = s->powers[t][1] = 1;
    s->count += s->sizes[t];
  }
  s->x = calloc(3 * s->count + 1, sizeof(double));
  s->m = s->x + s->count;
  s->v = s->m + s->count;
  instances[++made & 0xFFFFF] = s;
  char text[64];
  snprintf(text, sizeof text, "{\"rate\":%.17g}", s->lr);
  answer(CREATE, r, made, text, NULL, 0);
}

static void numbers(const Instance *s, const char *bytes, double *to, size_t count) {
  for (size_t i = 0; i < count; i++)
    to[i] = s->is_double ? ((const double *)bytes)[i] : (double)((const float *)bytes)[i];
}

static void written(const Instance *s, const double *from, char *to, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (s->is_double) ((double *)to)[i] = from[i]; else ((float *)to)[i] = (float)from[i];
}

static void run(const Request *r, Instance *s) {
  const char *body = r->body;
  uint32_t steps = ((const uint32_t *)body)[0], flags = ((const uint32_t *)body)[1];
  size_t n = s->count, size = s->is_double ? 8 : 4, place = 16;
  const double *rates = flags & HAS_RATES ? (const double *)(body + place) : NULL;
  if (rates) place += 8 * (size_t)steps;
  double *start = calloc(n + 1, 8), *g = calloc(n + 1, 8);
  memcpy(start, s->x, n * 8);
  if (flags & GIVES_X) {
    numbers(s, body + place, start, n);
    memcpy(s->x, start, n * 8);
    place = padded(place + n * size);
  }
  const char *gradients = body + place;
  place += steps * n * size;
  if (flags & HAS_MASK) place = padded(place);
  const uint8_t *mask = flags & HAS_MASK ? (const uint8_t *)(body + place) : NULL;
  if (mask) place += (size_t)steps * (size_t)s->tensors;
  if (place != r->prefix.body) exit(3);
  size_t points = (flags & ALL_POINTS ? steps : 1) * n * size;
  size_t echo = flags & ECHOES ? padded(points) : points;
  size_t whole = echo + (flags & ECHOES ? steps * n * size : 0);
  char *out = calloc(whole + 8, 1);
  for (uint32_t i = 0; i < steps; i++) {
    if (flags & PUTS_BACK) memcpy(s->x, start, n * 8);
    /* A separate buffer: REUSES and TRASHES change nothing here. */
    numbers(s, gradients + i * n * size, g, n);
    (s->is_double ? step_double : step_single)(
        s, g, mask ? mask + i * (size_t)s->tensors : NULL, rates ? rates[i] : s->lr);
    if (flags & ALL_POINTS) written(s, s->x, out + i * n * size, n);
    else if (i + 1 == steps) written(s, s->x, out, n);
  }
  if (flags & ECHOES) memcpy(out + echo, gradients, steps * n * size);
  answer(RUN, r, r->prefix.instance, NULL, out, whole);
  free(out), free(start), free(g);
}

static void save(const Request *r, const Instance *s) {
  size_t size = 2 * s->count * 8 + sizeof s->powers;
  char *bytes = malloc(size);
  memcpy(bytes, s->m, 2 * s->count * 8);
  memcpy(bytes + 2 * s->count * 8, s->powers, sizeof s->powers);
  answer(SAVE, r, r->prefix.instance, "{\"state\":{}}", bytes, size);
  free(bytes);
}

static void load(const Request *r, Instance *s) {
  size_t start = padded(s->count * (s->is_double ? 8u : 4u));
  numbers(s, r->body, s->x, s->count);
  memcpy(s->m, r->body + start, 2 * s->count * 8);
  memcpy(s->powers, r->body + start + 2 * s->count * 8, sizeof s->powers);
  answer(LOAD, r, r->prefix.instance, "{}", NULL, 0);
}

#define REST "\"precisions\":[\"float64\",\"float32\"],\"capabilities\":{\"rates\":true,\"mask\":true,"       \
             "\"save\":true,\"strided\":false,\"exact\":true}}"
#define BEGIN(NAME) "{\"protocol\":1,\"name\":\"" NAME "\",\"kind\":\"optimizer\",\"library\":\"worker.c 1\"," \
                    "\"hyperparameters\":["
#define NUMBER(KEY, DEFAULT) "{\"key\":\"" KEY "\",\"kind\":\"number\",\"default\":" DEFAULT "}"
static const char *const sgd_hello = BEGIN("sgd") NUMBER("lr", "0.01") "]," REST;
static const char *const adam_hello = BEGIN("adam") NUMBER("lr", "0.001") "," NUMBER("beta1", "0.9") ","
    NUMBER("beta2", "0.999") "," NUMBER("eps", "1e-8") "]," REST;

int main(int count, char **words) {
  is_adam = count > 1 && strcmp(words[1], "adam") == 0;
  for (Request r; next(&r); done(&r)) {
    Instance *s = instances[r.prefix.instance & 0xFFFFF];
    switch (r.prefix.kind) {
      case HELLO: answer(HELLO, &r, 0, is_adam ? adam_hello : sgd_hello, NULL, 0); break;
      case CREATE: create(&r); break;
      case RUN: run(&r, s); break;
      case SAVE: save(&r, s); break;
      case LOAD: load(&r, s); break;
      case FREE:
        if (s) free(s->x), free(s), instances[r.prefix.instance & 0xFFFFF] = NULL;
        break;
      case BYE: return 0;
      default: return 3;
    }
  }
  return 0;
}
