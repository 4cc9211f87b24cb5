#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fake_case.h"

static void Variables_are_set_where_native_code_reads_them(void) {
  CHECK_OK(tfn_environment_set("TFN_TEST_VARIABLE", "a", &error));
  CHECK(!strcmp(getenv("TFN_TEST_VARIABLE"), "a"));
  CHECK_OK(tfn_environment_set("TFN_TEST_VARIABLE", "", &error));
  CHECK(!strcmp(getenv("TFN_TEST_VARIABLE"), ""));
  CHECK_OK(tfn_environment_set("TFN_TEST_VARIABLE", NULL, &error));
  CHECK(!getenv("TFN_TEST_VARIABLE"));
}

static void Names_that_are_none_are_refused(void) {
  CHECK(tfn_environment_set(NULL, "a", &error) == TFN_BAD_CALL);
  CHECK(tfn_environment_set("", "a", NULL) == TFN_BAD_CALL);
  CHECK(tfn_environment_set("A=B", "a", &error) == TFN_BAD_CALL && strstr(error.message, "'A=B'"));
}

// Standard error becomes a pipe, so what comes through is seen.
static void Muting_nests(void) {
  int ends[2], stderr_before = dup(STDERR_FILENO);
  CHECK(stderr_before >= 0 && pipe(ends) == 0 && dup2(ends[1], STDERR_FILENO) >= 0);
  tfn_stderr_mute(0); // not muted: nothing to undo
  ssize_t written = 0;
  char through[8] = {0};
  const char *letters = "abcde";
  for (int step = 0; step < 5; step++) {
    written += write(STDERR_FILENO, letters + step, 1);
    if (step != 4)
      tfn_stderr_mute(step < 2); // a, muted, b, muted, c, one less, d, none, e
  }
  dup2(stderr_before, STDERR_FILENO);
  close(stderr_before);
  close(ends[1]);
  CHECK(written == 5 && read(ends[0], through, 7) == 2);
  close(ends[0]);
  CHECK(!strcmp(through, "ae"));
}

static void Malloc_keeps_what_it_is_told_to(void) {
  CHECK(tfn_malloc_keep(-1, &error) == TFN_BAD_CALL);
  tfn_status status = tfn_malloc_keep(INT64_C(1) << 40, &error);
  CHECK(status == TFN_OK ||
        (status == TFN_UNIMPLEMENTED && strstr(error.message, "2147483647"))); // a sanitizer's malloc
}

void fake_environment(void) {
  TEST(Variables_are_set_where_native_code_reads_them);
  TEST(Names_that_are_none_are_refused);
  TEST(Muting_nests);
  TEST(Malloc_keeps_what_it_is_told_to);
}
