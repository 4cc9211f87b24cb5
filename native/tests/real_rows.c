// One run a row.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "real_case.h"

typedef struct rows_case {
  real_case c;
  tfn_row_feed feeds[2];
  tfn_row_fetch fetches[2];
  tfn_rows rows;
} rows_case;

static void open_rows(rows_case *r, const bytes *graph, const char *const *feeds, const char *const *fetches,
                      int32_t flags, int64_t count) {
  memset(r, 0, sizeof *r);
  case_open(&r->c, graph, feeds, fetches, flags);
  r->rows = (tfn_rows){.count = count, .feeds = r->feeds, .fetches = r->fetches};
}

static tfn_status run_rows(rows_case *r, int32_t flags) {
  case_release(&r->c);
  return tfn_plan_run_rows(r->c.plan, &r->rows, r->c.feeds, r->c.fetches, 7, flags, &r->c.result, &error);
}

static void open_identity(rows_case *r, int dtype, int64_t count) {
  bytes graph = identity_graph(dtype);
  open_rows(r, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0, count);
}

static void Cells_of_one_shape_are_described_like_one_run(void) {
  rows_case r;
  _Alignas(64) float x[6] = {1, 2, 3, 4, 5, 6};
  static const int64_t dims[2] = {3, 2};
  open_identity(&r, FLOAT, 3);
  CHECK_GOING();
  r.c.feeds[0] = values(FLOAT, x, sizeof x, dims, 2);
  tfn_counters before = counters_now();
  CHECK_OK(run_rows(&r, 0));
  CHECK(counters_now().runs - before.runs == 3);
  CHECK(r.c.fetches[0].rank == 2 && r.c.fetches[0].dims[0] == 3 && r.c.fetches[0].dims[1] == 2);
  CHECK(r.c.fetches[0].count == 6 && !memcmp(r.c.fetches[0].data, x, sizeof x) && !r.fetches[0].sizes);
  CHECK(r.feeds[0].borrowed_rows + r.feeds[0].copied_rows == 3 && r.feeds[0].borrowed_rows >= 1);
  CHECK(r.feeds[0].borrowed_bytes + r.feeds[0].copied_bytes == (int64_t)sizeof x && !r.c.result.lease_held);
  case_close(&r.c);
}

static void Cells_of_any_shape_come_with_their_sizes(void) {
  rows_case r;
  _Alignas(64) double x[5] = {1, 2, 3, 4, 5};
  static const int64_t dims[2] = {4, -1}, sizes[4] = {2, 0, 1, 2};
  open_identity(&r, DOUBLE, 4);
  CHECK_GOING();
  r.c.feeds[0] = values(DOUBLE, x, sizeof x, dims, 2);
  r.feeds[0].sizes = sizes;
  CHECK_OK(run_rows(&r, 0));
  CHECK(r.c.fetches[0].rank == 2 && r.c.fetches[0].dims[0] == 4 && r.c.fetches[0].dims[1] == -1);
  CHECK(r.c.fetches[0].count == 5 && !memcmp(r.c.fetches[0].data, x, sizeof x));
  CHECK(r.fetches[0].sizes && !memcmp(r.fetches[0].sizes, sizes, sizeof sizes));
  case_close(&r.c);
}

static void Strings_and_booleans_are_gathered(void) {
  rows_case r;
  static const char text[] = "one a string that is longer than what fits inside its header two";
  static const int32_t offsets[] = {0, 3, 4, 60, 60, 64};
  static const int64_t dims[2] = {3, -1}, sizes[3] = {2, 1, 1};
  open_identity(&r, STRING, 3);
  CHECK_GOING();
  r.c.feeds[0] = strings(text, 64, offsets, dims);
  r.c.feeds[0].rank = 2;
  r.c.feeds[0].offsets_bytes = sizeof offsets;
  r.feeds[0].sizes = sizes;
  CHECK_OK(run_rows(&r, 0));
  CHECK(r.c.fetches[0].count == 4 && !memcmp(r.c.fetches[0].data, text, 60));
  CHECK(!memcmp(r.c.fetches[0].offsets, offsets, 5 * sizeof *offsets));
  case_close(&r.c);
  static const unsigned char bits[2] = {0xAC, 0x05};
  open_identity(&r, BOOL, 3);
  CHECK_GOING();
  r.c.feeds[0] = (tfn_feed){.data = bits,
                            .data_bytes = 2,
                            .first = 2,
                            .dims = (const int64_t[]){3, 3},
                            .rank = 2,
                            .dtype = BOOL,
                            .layout = TFN_BITS};
  CHECK_OK(run_rows(&r, 0));
  CHECK(r.c.fetches[0].count == 9 && ((const unsigned char *)r.c.fetches[0].data)[0] == 0x6B &&
        ((const unsigned char *)r.c.fetches[0].data)[1] == 1);
  case_close(&r.c);
}

// y = x + s, each row its cell and the one s.
static void open_addition(rows_case *r, int32_t flags, int64_t count) {
  bytes graph = {.length = 0};
  add_placeholder(&graph, "x", FLOAT);
  add_placeholder(&graph, "s", FLOAT);
  node sum = node_of("y", "Add", (const char *[]){"x", "s", NULL});
  attr_type(&sum, "T", FLOAT);
  graph_add(&graph, &sum);
  open_rows(r, &graph, (const char *[]){"x", "s", NULL}, (const char *[]){"y", NULL}, flags, count);
}

static void A_whole_feed_is_one_tensor_for_all_rows_or_a_copy_for_each(void) {
  rows_case r;
  float *x = aligned(3 * sizeof(float)), *s = aligned(2 * sizeof(float));
  static const int64_t three = 3, two = 2;
  for (int32_t flags = 0; flags <= TFN_PLAN_COPY_FEEDS; flags++) {
    open_addition(&r, flags, 3);
    CHECK_GOING();
    x[0] = 1, x[1] = 2, x[2] = 3, s[0] = 10, s[1] = 20;
    r.c.feeds[0] = values(FLOAT, x, 3 * sizeof *x, &three, 1);
    r.c.feeds[1] = values(FLOAT, s, 2 * sizeof *s, &two, 1);
    r.feeds[1].whole = 1;
    tfn_counters before = counters_now();
    CHECK_OK(run_rows(&r, 0));
    CHECK(counters_now().runs - before.runs == 3);
    static const float sums[6] = {11, 21, 12, 22, 13, 23};
    CHECK(r.c.fetches[0].rank == 2 && r.c.fetches[0].dims[1] == 2 && !memcmp(r.c.fetches[0].data, sums, sizeof sums));
    CHECK(r.feeds[1].borrowed_rows == (flags ? 0 : 1) && r.feeds[1].copied_rows == (flags ? 3 : 0));
    CHECK(r.feeds[1].borrowed_bytes + r.feeds[1].copied_bytes == (int64_t)((flags ? 3 : 1) * 2 * sizeof *s));
    r.c.feeds[1].data_bytes = 4;
    CHECK(run_rows(&r, 0) == TFN_BAD_FEED && error.index == 1);
    case_close(&r.c);
  }
  free(x);
  free(s);
}

static void An_error_names_the_row_and_leaves_nothing(void) {
  rows_case r;
  bytes graph = {.length = 0};
  add_placeholder(&graph, "x", FLOAT);
  node check = node_of("y", "CheckNumerics", (const char *[]){"x", NULL});
  attr_type(&check, "T", FLOAT);
  attr_string(&check, "message", "not a number");
  graph_add(&graph, &check);
  _Alignas(64) float x[4] = {1, 2, NAN, 4};
  static const int64_t four = 4;
  open_rows(&r, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0, 4);
  CHECK_GOING();
  r.c.feeds[0] = values(FLOAT, x, sizeof x, &four, 1);
  CHECK(run_rows(&r, 0) == TFN_INVALID_ARGUMENT && strstr(error.message, "not a number"));
  CHECK(r.rows.failed == 2 && !r.c.result.outputs && !r.c.fetches[0].data);
  CHECK(run_rows(&r, TFN_RUN_FORBID_COPY) == (info.borrow_alignment > 4 ? TFN_COPY_FORBIDDEN : TFN_INVALID_ARGUMENT));
  const int32_t stop = 1;
  r.rows.stop = &stop;
  CHECK(run_rows(&r, 0) == TFN_CANCELLED && r.rows.failed == 0);
  case_close(&r.c);
}

static void Rows_that_their_memory_does_not_hold_are_refused(void) {
  rows_case r;
  _Alignas(64) double x[4] = {0};
  static const int64_t dims[2] = {2, 2}, negative[2] = {1, -1}, more[2] = {2, 3}, huge[2] = {INT64_MAX, INT64_MAX};
  open_identity(&r, DOUBLE, 2);
  CHECK_GOING();
  r.c.feeds[0] = values(DOUBLE, x, sizeof x, dims, 2);
  r.rows.count = 3;
  CHECK(run_rows(&r, 0) == TFN_BAD_FEED && error.index == 0);
  r.rows.count = 0;
  CHECK(run_rows(&r, 0) == TFN_BAD_CALL);
  r.rows.count = 2;
  const int64_t *const bad[] = {negative, more, huge};
  for (int i = 0; i < 3; i++) {
    r.feeds[0].sizes = bad[i];
    CHECK(run_rows(&r, 0) == TFN_BAD_FEED && error.index == 0);
  }
  r.feeds[0].sizes = NULL;
  CHECK_OK(run_rows(&r, 0));
  tfn_run_result none;
  CHECK(tfn_plan_run_rows(r.c.plan, NULL, r.c.feeds, r.c.fetches, 7, 0, &none, &error) == TFN_BAD_CALL);
  case_close(&r.c);
}

// y = the sum of x over its rows.
static void open_sum(rows_case *r, int64_t groups, const int64_t *starts) {
  bytes graph = {.length = 0};
  add_placeholder(&graph, "x", DOUBLE);
  add_const(&graph, "axis", INT32, NULL, 0, (const int32_t[]){0}, sizeof(int32_t));
  node sum = node_of("y", "Sum", (const char *[]){"x", "axis", NULL});
  attr_type(&sum, "T", DOUBLE);
  attr_type(&sum, "Tidx", INT32);
  graph_add(&graph, &sum);
  open_rows(r, &graph, (const char *[]){"x", NULL}, (const char *[]){"y", NULL}, 0, groups);
  r->rows.starts = starts;
}

static void Groups_are_run_once_each_and_one_row_is_passed_on(void) {
  rows_case r;
  _Alignas(64) double x[12] = {1, 2, 3, 4, 5, 6, -0.0, 8, 9, 10, 11, 12};
  static const int64_t dims[2] = {6, 2}, starts[4] = {0, 3, 4, 6};
  open_sum(&r, 3, starts);
  CHECK_GOING();
  r.c.feeds[0] = values(DOUBLE, x, sizeof x, dims, 2);
  tfn_counters before = counters_now();
  CHECK_OK(run_rows(&r, 0));
  CHECK(counters_now().runs - before.runs == 2);
  CHECK(r.c.fetches[0].rank == 2 && r.c.fetches[0].dims[0] == 3 && r.c.fetches[0].dims[1] == 2);
  static const double sums[6] = {9, 12, -0.0, 8, 20, 22};
  CHECK(r.c.fetches[0].count == 6 && !memcmp(r.c.fetches[0].data, sums, sizeof sums));
  CHECK(r.feeds[0].borrowed_rows + r.feeds[0].copied_rows == 3 && r.feeds[0].copied_rows >= 1);
  CHECK(r.feeds[0].borrowed_bytes + r.feeds[0].copied_bytes == (int64_t)sizeof x && !r.c.result.lease_held);
  case_close(&r.c);
}

static void Strings_and_booleans_are_passed_on(void) {
  rows_case r;
  static const char text[] = "__one a string that is longer than what fits inside its header";
  static const int64_t offsets[] = {0, 2, 5, 6, 61};
  static const int64_t three = 3, starts[4] = {0, 1, 2, 3};
  open_identity(&r, STRING, 3);
  CHECK_GOING();
  r.rows.starts = starts;
  r.c.feeds[0] = (tfn_feed){.data = text,
                            .data_bytes = 61,
                            .offsets = offsets,
                            .offsets_bytes = sizeof offsets,
                            .first = 1,
                            .dims = &three,
                            .rank = 1,
                            .dtype = STRING,
                            .layout = TFN_STRINGS64};
  CHECK_OK(run_rows(&r, 0));
  static const int32_t ends[] = {0, 3, 4, 59};
  CHECK(r.c.fetches[0].count == 3 && !memcmp(r.c.fetches[0].data, text + 2, 59));
  CHECK(!memcmp(r.c.fetches[0].offsets, ends, sizeof ends));
  case_close(&r.c);
  static const unsigned char bits[2] = {0xAC, 0x05};
  open_identity(&r, BOOL, 3);
  CHECK_GOING();
  r.rows.starts = starts;
  r.c.feeds[0] = (tfn_feed){.data = bits,
                            .data_bytes = 2,
                            .first = 2,
                            .dims = (const int64_t[]){3, 3},
                            .rank = 2,
                            .dtype = BOOL,
                            .layout = TFN_BITS};
  CHECK_OK(run_rows(&r, 0));
  CHECK(r.c.fetches[0].count == 9 && ((const unsigned char *)r.c.fetches[0].data)[0] == 0x6B &&
        ((const unsigned char *)r.c.fetches[0].data)[1] == 1);
  case_close(&r.c);
}

static void Groups_that_are_none_are_refused(void) {
  rows_case r;
  _Alignas(64) double x[6] = {0};
  static const int64_t dims[2] = {3, 2}, more[3] = {0, 1, 4}, empty[3] = {0, 3, 3}, late[3] = {1, 2, 3},
                       falls[3] = {0, 4, 3}, good[3] = {0, 2, 3};
  open_sum(&r, 2, more);
  CHECK_GOING();
  r.c.feeds[0] = values(DOUBLE, x, sizeof x, dims, 2);
  CHECK(run_rows(&r, 0) == TFN_BAD_FEED && error.index == 0);
  const int64_t *const bad[] = {empty, late, falls};
  for (int i = 0; i < 3; i++) {
    r.rows.starts = bad[i];
    CHECK(run_rows(&r, 0) == TFN_BAD_CALL);
  }
  r.rows.starts = good;
  r.c.feeds[0].data_bytes -= 8;
  CHECK(run_rows(&r, 0) == TFN_BAD_FEED && error.index == 0);
  r.c.feeds[0].data_bytes += 8;
  const int32_t stop = 1;
  r.rows.stop = &stop;
  CHECK(run_rows(&r, 0) == TFN_CANCELLED && r.rows.failed == 0 && !r.c.result.outputs);
  r.rows.stop = NULL;
  CHECK_OK(run_rows(&r, 0));
  case_close(&r.c);
}

// Three blocks of two columns, of two, one and no rows.
static void open_blocks(rows_case *r, tfn_feed blocks[3], const double *x, const int64_t (*dims)[2]) {
  open_sum(r, 3, NULL);
  for (int i = 0; i < 3; i++)
    blocks[i] = values(DOUBLE, x + 8 * i, (size_t)dims[i][0] * 2 * sizeof *x, dims[i], 2);
  r->rows.blocks = blocks;
}

static void Blocks_lie_where_they_like_and_are_run_once_each(void) {
  rows_case r;
  tfn_feed blocks[3];
  _Alignas(64) double x[24] = {1, 2, 3, 4, [8] = 5, 6};
  static const int64_t dims[3][2] = {{2, 2}, {1, 2}, {0, 2}};
  open_blocks(&r, blocks, x, dims);
  CHECK_GOING();
  tfn_counters before = counters_now();
  CHECK_OK(run_rows(&r, TFN_RUN_FORBID_COPY));
  CHECK(counters_now().runs - before.runs == 3);
  CHECK(r.c.fetches[0].rank == 2 && r.c.fetches[0].dims[0] == 3 && r.c.fetches[0].dims[1] == 2);
  static const double sums[6] = {4, 6, 5, 6, 0, 0};
  CHECK(!memcmp(r.c.fetches[0].data, sums, sizeof sums) && !r.fetches[0].sizes && !r.c.result.lease_held);
  CHECK(r.feeds[0].borrowed_rows == 3 && r.feeds[0].borrowed_bytes == 48 && !r.feeds[0].copied_rows);
  // The middle one moved off its boundary.
  x[9] = 5, x[10] = 6;
  blocks[1].data = x + 9;
  CHECK_OK(run_rows(&r, 0));
  CHECK(!memcmp(r.c.fetches[0].data, sums, sizeof sums));
  CHECK(blocks[0].reason == TFN_BORROWED && blocks[1].reason == TFN_COPY_MISALIGNED);
  CHECK(r.feeds[0].borrowed_rows == 2 && r.feeds[0].copied_rows == 1 && r.feeds[0].copied_bytes == 16);
  CHECK(run_rows(&r, TFN_RUN_FORBID_COPY) == TFN_COPY_FORBIDDEN && r.rows.failed == 1 && !r.c.result.outputs);
  case_close(&r.c);
}

static void Blocks_that_are_none_are_refused(void) {
  rows_case r;
  tfn_feed blocks[3];
  _Alignas(64) double x[24] = {0};
  static const int64_t dims[3][2] = {{2, 2}, {1, 2}, {3, 2}}, starts[4] = {0, 1, 2, 3};
  open_blocks(&r, blocks, x, dims);
  CHECK_GOING();
  blocks[2].data_bytes -= 8;
  CHECK(run_rows(&r, 0) == TFN_BAD_FEED && error.index == 0 && r.rows.failed == 2);
  blocks[2].data_bytes += 8;
  blocks[1].dtype = FLOAT;
  CHECK(run_rows(&r, 0) != TFN_OK && r.rows.failed == 1 && !r.c.result.outputs);
  blocks[1].dtype = DOUBLE;
  r.rows.starts = starts;
  CHECK(run_rows(&r, 0) == TFN_BAD_CALL);
  r.rows.starts = NULL;
  const int32_t stop = 1;
  r.rows.stop = &stop;
  CHECK(run_rows(&r, 0) == TFN_CANCELLED && r.rows.failed == 0);
  case_close(&r.c);
}

void real_rows(void) {
  TEST(Cells_of_one_shape_are_described_like_one_run);
  TEST(Cells_of_any_shape_come_with_their_sizes);
  TEST(Strings_and_booleans_are_gathered);
  TEST(A_whole_feed_is_one_tensor_for_all_rows_or_a_copy_for_each);
  TEST(An_error_names_the_row_and_leaves_nothing);
  TEST(Rows_that_their_memory_does_not_hold_are_refused);
  TEST(Groups_are_run_once_each_and_one_row_is_passed_on);
  TEST(Strings_and_booleans_are_passed_on);
  TEST(Groups_that_are_none_are_refused);
  TEST(Blocks_lie_where_they_like_and_are_run_once_each);
  TEST(Blocks_that_are_none_are_refused);
}
