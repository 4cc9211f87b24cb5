#include <string.h>
#include <unistd.h>

#include "fake_case.h"

static void A_library_that_cannot_be_had_is_named(void) {
  tfn_runtime *runtime;
  CHECK(tfn_runtime_open("/no/such/libtensorflow.so", &runtime, &error) == TFN_LIBRARY && !runtime);
  CHECK(strstr(error.message, "/no/such/libtensorflow.so") && strstr(error.message, "No such file"));
  CHECK(tfn_runtime_open("/proc/self/maps", &runtime, &error) == TFN_LIBRARY && !runtime);
  CHECK(tfn_runtime_open(NULL, &runtime, &error) == TFN_BAD_CALL && !runtime);
  CHECK(tfn_runtime_open("/", NULL, NULL) == TFN_BAD_CALL);
}

static void Missing_symbols_are_all_named(void) {
  tfn_runtime *runtime;
  CHECK(tfn_runtime_open(FAKE_INCOMPLETE, &runtime, &error) == TFN_LIBRARY && !runtime);
  CHECK(strstr(error.message, "TF_SessionRun, TF_NewTensor"));
}

static void A_version_that_is_too_old_is_refused(void) {
  tfn_runtime *runtime;
  CHECK(tfn_runtime_open(FAKE_TOO_OLD, &runtime, &error) == TFN_LIBRARY && !runtime);
  CHECK(strstr(error.message, "1.14.0") && strstr(error.message, "1.15 or later"));
}

static void Version_string_layout_and_alignment_are_found_out(void) {
  tfn_runtime *old, *new;
  tfn_runtime_info info;
  CHECK_OK(tfn_runtime_open(FAKE_OLD_STRINGS, &old, &error));
  CHECK_OK(tfn_runtime_open(FAKE_TENSORFLOW, &new, &error));
  tfn_runtime_describe(old, &info);
  CHECK(info.string_abi == 1 && info.borrow_alignment == 64 && !strcmp(info.version, "1.15.9"));
  tfn_runtime_describe(new, &info);
  CHECK(info.string_abi == 2 && info.borrow_alignment == 64 && !strcmp(info.version, "2.99.0"));
  tfn_runtime_close(old);
  tfn_runtime_close(new);
}

// A library that borrows at 128 bytes only: at 64 it would copy, and say nothing.
static void An_alignment_wider_than_usual_is_found_and_kept_to(void) {
  fake_case c;
  fake_open(&c, FAKE_WIDE, 1, 0);
  CHECK_GOING();
  tfn_runtime_info info;
  tfn_runtime_describe(c.runtime, &info);
  CHECK(info.borrow_alignment == 128);
  static _Alignas(128) double x[16];
  for (int at = 0; at <= 8; at += 8) {
    tfn_feed feed = fake_feed(x + at);
    tfn_fetch fetch;
    tfn_run_result result;
    CHECK_OK(tfn_plan_run(c.plan, &feed, &fetch, 1, 0, &result, &error));
    CHECK(feed.reason == (at ? TFN_COPY_MISALIGNED : TFN_BORROWED));
    CHECK((fetch.data == x + at) == !at);
    tfn_outputs_release(result.outputs);
  }
  fake_close(&c);
}

static void A_bare_name_is_a_file_of_the_working_folder(void) {
  char folder[4096] = {0}, before[4096];
  strncpy(folder, FAKE_TENSORFLOW, sizeof folder - 1);
  char *name = strrchr(folder, '/');
  *name++ = 0;
  CHECK(getcwd(before, sizeof before) && chdir(folder) == 0);
  tfn_runtime *runtime;
  tfn_status status = tfn_runtime_open(name, &runtime, &error);
  CHECK(chdir(before) == 0);
  CHECK_OK(status);
  tfn_runtime_close(runtime);
}

void fake_load(void) {
  TEST(A_library_that_cannot_be_had_is_named);
  TEST(Missing_symbols_are_all_named);
  TEST(A_version_that_is_too_old_is_refused);
  TEST(Version_string_layout_and_alignment_are_found_out);
  TEST(A_bare_name_is_a_file_of_the_working_folder);
  TEST(An_alignment_wider_than_usual_is_found_and_kept_to);
}
