/* A worker that misbehaves in the way that its argument names, for the tests: misbehaviour TRICK. Otherwise it is
 * gradient descent in double precision. */
#include <signal.h>

#include "frames.h"

static const char *trick = "";
static int is(const char *name) { return strcmp(trick, name) == 0; }

static size_t counts[1 << 20];
static uint32_t made;

static void hang(void) { for (;;) pause(); }

static void hello(const Request *r) {
  if (is("hello")) hang();
  if (is("dies-early")) { fprintf(stderr, "no license\n"); exit(4); }
  char text[512];
  snprintf(text, sizeof text,
           "{\"protocol\":%d,\"name\":\"misbehaviour\",\"kind\":\"optimizer\",\"library\":\"misbehaviour.c 1\","
           "\"hyperparameters\":[{\"key\":\"lr\",\"kind\":\"number\",\"default\":0.1}],"
           "\"precisions\":[\"float64\"],\"capabilities\":{\"save\":false,\"mask\":false,\"evaluates\":%s}}",
           is("protocol") ? 2 : 1, is("asks-wide") ? "true" : "false");
  answer(HELLO, r, 0, text, NULL, 0);
}

static void create(const Request *r) {
  size_t sizes[MOST_TENSORS], count = 0;
  int tensorCount = tensors(r->header, sizes);
  for (int t = 0; t < tensorCount; t++) count += sizes[t];
  counts[++made & 0xFFFFF] = count;
  if (is("no-instance")) made = 0;
  answer(CREATE, r, made, is("no-rate") ? "{}" : "{\"rate\":0.1}", NULL, 0);
}

/* Writes a frame with one wrong part. */
static void wrong(const Request *r, const void *body, size_t size) {
  Prefix p = {MAGIC, 1, RUN, r->prefix.sequence, r->prefix.instance, 0, 0, size};
  if (is("garbage")) { put("\x01\x02\x03garbage that is no frame at all, whatever one reads", 53); return; }
  if (is("sequence")) p.sequence += 7;
  if (is("short")) p.body = size -= 8;
  if (is("long")) p.body += 8;
  if (is("huge")) p.body = (uint64_t)1 << 63;
  if (is("version")) p.version = 2;
  if (is("kind")) p.kind = 77;
  if (is("other-kind")) p.kind = SAVE;
  if (is("zero")) p.zero = 1;
  if (is("json")) p.header = 8;
  put(&p, sizeof p);
  if (is("json")) put("{no json", 8);
  if (is("half")) { put(body, size / 2); exit(5); }
  put(body, size);
  if (is("long")) put("12345678", 8);
  if (is("twice")) { put(&p, sizeof p); put(body, size); }
}

static void before(const Request *r) {
  if (is("exit0")) exit(0);
  if (is("exit3")) { fprintf(stderr, "no more of this\n"); exit(3); }
  if (is("notes")) {
    for (int i = 1; i <= 30; i++) fprintf(stderr, "note %d\n", i);
    exit(3);
  }
  if (is("crash")) *(volatile int *)(uintptr_t)8 = 1;
  if (is("silent")) { fprintf(stderr, "waiting for the moon\n"); hang(); }
  if (is("stubborn")) { signal(SIGTERM, SIG_IGN); hang(); }
  if (is("prints")) { printf("step 0\n"); fflush(stdout); }
  if (is("forks") && fork() == 0) hang();
  if (is("asks")) { answer(EVALUATE, r, r->prefix.instance, NULL, "12345678", 8); hang(); }
  if (is("asks-wide")) { answer(EVALUATE, r, r->prefix.instance, NULL, "12345678123456781234", 20); hang(); }
}

static void run(const Request *r) {
  uint32_t steps = ((const uint32_t *)r->body)[0], flags = ((const uint32_t *)r->body)[1];
  size_t n = counts[r->prefix.instance & 0xFFFFF];
  before(r);
  if (is("raises")) {
    answer(ERROR, r, 0, "{\"type\":\"KeyError\",\"message\":\"'exp_avg'\",\"where\":\"rule.c:12 in step\","
           "\"step\":0,\"refusal\":false}", NULL, 0);
    return;
  }
  const double *place = (const double *)(r->body + 16), *rates = flags & HAS_RATES ? place : NULL;
  if (rates) place += steps;
  double *x = calloc(n + 1, 8), *out = calloc(steps * n + 1, 8);
  const double *start = place;
  if (flags & GIVES_X) { memcpy(x, start, 8 * n); place += n; }
  for (uint32_t i = 0; i < steps; i++) {
    if (flags & PUTS_BACK) memcpy(x, start, 8 * n);
    for (size_t k = 0; k < n; k++) x[k] -= (rates ? rates[i] : 0.1) * place[i * n + k];
    memcpy(out + (flags & ALL_POINTS ? i * n : 0), x, 8 * n);
  }
  wrong(r, out, (flags & ALL_POINTS ? steps : 1) * n * 8);
  free(x), free(out);
}

int main(int count, char **words) {
  if (count > 1) trick = words[1];
  for (Request r; next(&r); done(&r)) {
    switch (r.prefix.kind) {
      case HELLO: hello(&r); break;
      case CREATE: create(&r); break;
      case RUN: run(&r); break;
      case FREE: break;
      case BYE: if (is("stays")) { signal(SIGTERM, SIG_IGN); hang(); } return 0;
      default: return 3;
    }
  }
  if (is("stays")) { signal(SIGTERM, SIG_IGN); hang(); }
  return 0;
}
