// A test is a function that reads as a promise. CHECK ends it; helpers that check are followed by CHECK_GOING.
#ifndef TFN_HARNESS_H
#define TFN_HARNESS_H

#include <stdint.h>
#include "tfn.h"

#define CHECK(condition)                                                                                               \
  do {                                                                                                                 \
    if (!(condition)) {                                                                                                \
      test_failed(__FILE__, __LINE__, #condition);                                                                     \
      return;                                                                                                          \
    }                                                                                                                  \
  } while (0)

#define CHECK_GOING()                                                                                                  \
  do {                                                                                                                 \
    if (test_has_failed())                                                                                             \
      return;                                                                                                          \
  } while (0)

// The call succeeds, with `error` in scope for its words.
#define CHECK_OK(call)                                                                                                 \
  do {                                                                                                                 \
    if ((call) != TFN_OK) {                                                                                            \
      test_failed(__FILE__, __LINE__, error.message);                                                                  \
      return;                                                                                                          \
    }                                                                                                                  \
  } while (0)

#define TEST(name) test_run(#name, name)

void test_run(const char *name, void (*test)(void));
void test_failed(const char *file, int line, const char *what);
int test_has_failed(void);
void test_skip(const char *name, const char *why);
// Printed before each name: which library.
void test_context(const char *context);
// Prints the last line and returns the exit code.
int test_summary(const char *suite);

// The live counters are all 0.
void check_nothing_lives(const tfn_runtime *runtime);

extern tfn_error error;

#endif
