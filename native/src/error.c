#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// Drops the bytes of a character that the cut at `length` split.
static size_t whole_characters(const char *text, size_t length) {
  size_t start = length;
  while (start > 0 && length - start < 4 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
    start--;
  if (start == 0)
    return length;
  unsigned char lead = (unsigned char)text[start - 1];
  size_t wanted = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  return length - (start - 1) < wanted ? start - 1 : length;
}

tfn_status tfn_fail(tfn_error *error, tfn_status code, int32_t index, const char *format, ...) {
  if (!error)
    return code;
  error->code = code;
  error->index = index;
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  if (length < 0)
    error->message[0] = 0;
  else if ((size_t)length >= sizeof error->message)
    error->message[whole_characters(error->message, sizeof error->message - 1)] = 0;
  return code;
}

tfn_status tfn_fail_text(tfn_error *error, tfn_status code, int32_t index, const char *text) {
  if (!error)
    return code;
  size_t length = strnlen(text, sizeof error->message);
  if (length >= sizeof error->message)
    length = whole_characters(text, sizeof error->message - 1);
  error->code = code;
  error->index = index;
  memcpy(error->message, text, length);
  error->message[length] = 0;
  return code;
}

tfn_status tfn_fail_memory(tfn_error *error) { return tfn_fail_text(error, TFN_OUT_OF_MEMORY, -1, "out of memory"); }

// Clears only the head: 4 KB of zeros a call would cost more than a small run.
tfn_status tfn_succeed(tfn_error *error) {
  if (error) {
    error->code = TFN_OK;
    error->index = -1;
    error->message[0] = 0;
  }
  return TFN_OK;
}
