// The shim's hot calls on the fake library, so often that an instruction counter sees what one costs:
//   hot_calls CASE TIMES      two counts apart by TIMES calls tell one call's instructions; no argument lists the cases
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_case.h"

enum { ROWS = 64, TEXTS = 32 };

typedef struct hot {
  fake_case fake;
  tfn_feed feeds[3];
  tfn_fetch fetches[3];
  int64_t rows_dims[1];
  int32_t offsets[TEXTS + 1];
  int64_t texts[1];
  double *x;
} hot;

static void run(hot *h, int32_t flags) {
  tfn_run_result result;
  uint64_t token;
  if (tfn_plan_run(h->fake.plan, h->feeds, h->fetches, 1, flags, &result, NULL))
    abort();
  tfn_outputs_release(result.outputs);
  tfn_runtime_drain(h->fake.runtime, &token, 1);
}

// One flat column of doubles, borrowed; three of them.
static void borrowed(hot *h) { run(h, TFN_RUN_FORBID_COPY); }

// The same column, 8 bytes off its boundary.
static void misaligned(hot *h) {
  h->feeds[0].data = h->x + 1;
  h->feeds[0].data_bytes = 56;
  h->feeds[0].dims = (const int64_t[]){7};
  run(h, 0);
}

// 64 Arrow booleans.
static void bits(hot *h) {
  h->feeds[0] =
      (tfn_feed){.data = h->x, .data_bytes = 8, .dims = h->rows_dims, .rank = 1, .dtype = BOOL, .layout = TFN_BITS};
  run(h, 0);
}

// 32 texts of 12 bytes.
static void texts(hot *h) {
  static const char bytes[TEXTS * 12] = "";
  h->feeds[0] = fake_strings(bytes, sizeof bytes, h->offsets, sizeof h->offsets, h->texts);
  run(h, 0);
}

// 64 rows of one double, one run each, in one call.
static void rows(hot *h) {
  static double values[ROWS];
  tfn_row_feed row_feed = {0};
  tfn_row_fetch row_fetch = {0};
  tfn_rows all = {.count = ROWS, .feeds = &row_feed, .fetches = &row_fetch};
  tfn_run_result result;
  uint64_t token;
  h->feeds[0] =
      (tfn_feed){.data = values, .data_bytes = sizeof values, .dims = h->rows_dims, .rank = 1, .dtype = DOUBLE};
  if (tfn_plan_run_rows(h->fake.plan, &all, h->feeds, h->fetches, 1, 0, &result, NULL))
    abort();
  tfn_outputs_release(result.outputs);
  tfn_runtime_drain(h->fake.runtime, &token, 1);
}

static const struct {
  const char *name;
  int ports;
  void (*call)(hot *);
} cases[] = {
    {"borrowed", 1, borrowed}, {"borrowed_3", 3, borrowed}, {"misaligned", 1, misaligned},
    {"bits_64", 1, bits},      {"texts_32", 1, texts},      {"rows_64", 1, rows},
};
enum { CASES = sizeof cases / sizeof *cases };

static void open_hot(hot *h, int ports) {
  memset(h, 0, sizeof *h);
  fake_open(&h->fake, FAKE_TENSORFLOW, ports, 0);
  h->x = fake_doubles();
  h->rows_dims[0] = ROWS;
  h->texts[0] = TEXTS;
  for (int i = 0; i <= TEXTS; i++)
    h->offsets[i] = i * 12;
  for (int i = 0; i < ports; i++)
    h->feeds[i] = fake_feed(h->x);
}

int main(int count, char **arguments) {
  for (int i = 0; i < CASES; i++) {
    if (count != 3)
      puts(cases[i].name);
    else if (!strcmp(arguments[1], cases[i].name)) {
      static hot h;
      open_hot(&h, cases[i].ports);
      for (long times = atol(arguments[2]); times > 0; times--)
        cases[i].call(&h);
      return 0;
    }
  }
  return count == 3 ? 64 : 0;
}
