/* A problem for Descent in C: a bowl of two tensors, f(x) = ½ Σ aᵢ xᵢ² with aᵢ = 1, 2, 3. With mini-batches,
 * the mean of (1 + e) f(x) / 2.5 over the examples e of a batch, 0 to 3.
 *
 *   cc -O2 problem.c -o problem
 *   descent run --problem 'exec:./problem' --optimizer adam:lr=0.1
 *   descent run --problem 'exec:./problem:batch=2' --optimizer sgd:lr=0.1 */
#include "frames.h"

enum { N = 3 };

static void evaluate(const Request *r) {
  int isSingle = strstr(r->header, "\"float32\"") != NULL;
  if (r->prefix.body != (isSingle ? 4 : 8) * N) exit(3);
  double x[N], g[N], value = 0, weight = 1;
  const char *batch = strstr(r->header, "\"batch\":[");
  if (batch) {
    double sum = 0, count = 0;
    for (const char *place = batch + 9; *place != ']'; count++) {
      char *after;
      sum += 1 + strtod(place, &after);
      place = *after == ',' ? after + 1 : after;
    }
    weight = sum / count / 2.5;
  }
  for (int i = 0; i < N; i++) {
    x[i] = isSingle ? ((const float *)r->body)[i] : ((const double *)r->body)[i];
    g[i] = weight * (i + 1) * x[i];
    value += g[i] * x[i] / 2;
  }
  char body[8 + 8 * N];
  memcpy(body, &value, 8);
  for (int i = 0; i < N; i++)
    if (isSingle) ((float *)(body + 8))[i] = (float)g[i]; else ((double *)(body + 8))[i] = g[i];
  answer(EVALUATE, r, 0, NULL, body, 8 + (isSingle ? 4 : 8) * N);
}

int main(void) {
  const double start[N] = {1, -2, 0.5};
  for (Request r; next(&r); done(&r)) {
    switch (r.prefix.kind) {
      case HELLO:
        answer(HELLO, &r, 0,
               "{\"protocol\":1,\"name\":\"bowl\",\"kind\":\"problem\",\"library\":\"problem.c 1\","
               "\"tensors\":[[\"a\",[2]],[\"b\",[1]]],\"examples\":4}", NULL, 0);
        break;
      case EVALUATE:
        if (strstr(r.header, "\"start\"")) answer(EVALUATE, &r, 0, NULL, start, sizeof start);
        else evaluate(&r);
        break;
      case BYE: return 0;
      default: return 3;
    }
  }
  return 0;
}
