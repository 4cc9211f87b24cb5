#ifndef TFN_ERROR_H
#define TFN_ERROR_H

#include "tfn.h"

// Fills *error (NULL is allowed) and returns `code`. A message too long is cut at a UTF-8 boundary.
tfn_status tfn_fail(tfn_error *error, tfn_status code, int32_t index, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
// The same with text taken as it is: TensorFlow's own words.
tfn_status tfn_fail_text(tfn_error *error, tfn_status code, int32_t index, const char *text);
tfn_status tfn_fail_memory(tfn_error *error);
tfn_status tfn_succeed(tfn_error *error);

#endif
