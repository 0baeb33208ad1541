/* A worker for Descent in C whose rule evaluates the objective: gradient descent that halves its step until
 * the value falls enough, as the built-in gd_armijo with grow=0.
 *
 *   cc -O2 search.c -o search
 *   descent run --problem rosenbrock --optimizer 'exec:./search'
 *
 * Double precision. HELLO says "evaluates": then CREATE has "objective":"asked", and while a RUN is
 * unanswered the worker sends EVALUATE, each of which is answered before anything else is. */
#include "frames.h"

typedef struct {
  int asks;
  size_t count;
  double lr, *x;
} Instance;

static Instance *instances[1 << 20];
static uint32_t made;

/* The value at a point, and its gradient: from the program, or g · p if the objective is given. */
static double objective(const Request *r, const Instance *s, const double *p, const double *given, double *g) {
  size_t n = s->count;
  double value = 0;
  if (!s->asks) {
    for (size_t i = 0; i < n; i++) value += (g[i] = given[i]) * p[i];
    return value;
  }
  answer(EVALUATE, r, r->prefix.instance, NULL, p, 8 * n);
  Request reply;
  if (!next(&reply)) exit(0);
  if (reply.prefix.kind != EVALUATE || reply.prefix.body != 8 + 8 * n) exit(3);
  memcpy(&value, reply.body, 8);
  memcpy(g, reply.body + 8, 8 * n);
  done(&reply);
  return value;
}

static void step(const Request *r, Instance *s, const double *given, double rate) {
  size_t n = s->count;
  double *g = calloc(3 * n + 1, 8), *p = g + n, *unused = p + n, square = 0;
  double start = objective(r, s, s->x, given, g);
  for (size_t i = 0; i < n; i++) square += g[i] * g[i];
  for (int cut = 0; cut <= 60 && square != 0; cut++, rate *= 0.5) {
    for (size_t i = 0; i < n; i++) p[i] = s->x[i] - rate * g[i];
    // A NaN value is no descent.
    if (!(objective(r, s, p, given, unused) <= start - 1e-4 * rate * square)) continue;
    memcpy(s->x, p, 8 * n);
    break;
  }
  free(g);
}

static void create(const Request *r) {
  size_t sizes[MOST_TENSORS];
  int tensorCount = tensors(r->header, sizes);
  if (tensorCount < 0) {
    answer(ERROR, r, 0, "{\"type\":\"Layout\",\"message\":\"64 tensors at most\",\"refusal\":true}", NULL, 0);
    return;
  }
  Instance *s = calloc(1, sizeof *s);
  for (int t = 0; t < tensorCount; t++) s->count += sizes[t];
  s->asks = strstr(r->header, "\"asked\"") != NULL;
  s->lr = setting(r->header, "lr", 1);
  s->x = calloc(s->count + 1, 8);
  instances[++made & 0xFFFFF] = s;
  char text[64];
  snprintf(text, sizeof text, "{\"rate\":%.17g}", s->lr);
  answer(CREATE, r, made, text, NULL, 0);
}

static void run(const Request *r, Instance *s) {
  uint32_t steps = ((const uint32_t *)r->body)[0], flags = ((const uint32_t *)r->body)[1];
  size_t n = s->count;
  const double *place = (const double *)(r->body + 16), *rates = flags & HAS_RATES ? place : NULL;
  if (rates) place += steps;
  double *start = malloc(8 * n + 8), *out = calloc(steps * n + 1, 8);
  memcpy(start, flags & GIVES_X ? place : s->x, 8 * n);
  if (flags & GIVES_X) place += n;
  memcpy(s->x, start, 8 * n);
  for (uint32_t i = 0; i < steps; i++) {
    if (flags & PUTS_BACK) memcpy(s->x, start, 8 * n);
    step(r, s, place + i * n, rates ? rates[i] : s->lr);
    memcpy(out + (flags & ALL_POINTS ? i * n : 0), s->x, 8 * n);
  }
  answer(RUN, r, r->prefix.instance, NULL, out, (flags & ALL_POINTS ? steps : 1) * n * 8);
  free(start), free(out);
}

int main(void) {
  for (Request r; next(&r); done(&r)) {
    Instance *s = instances[r.prefix.instance & 0xFFFFF];
    switch (r.prefix.kind) {
      case HELLO:
        answer(HELLO, &r, 0,
               "{\"protocol\":1,\"name\":\"search\",\"kind\":\"optimizer\",\"library\":\"search.c 1\","
               "\"hyperparameters\":[{\"key\":\"lr\",\"kind\":\"number\",\"default\":1}],"
               "\"precisions\":[\"float64\"],\"capabilities\":{\"rates\":true,\"mask\":false,"
               "\"save\":false,\"evaluates\":true}}", NULL, 0);
        break;
      case CREATE: create(&r); break;
      case RUN: run(&r, s); break;
      case FREE:
        if (s) free(s->x), free(s), instances[r.prefix.instance & 0xFFFFF] = NULL;
        break;
      case BYE: return 0;
      default: return 3;
    }
  }
  return 0;
}
