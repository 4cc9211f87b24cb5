#!/bin/sh
# The library exports what the header declares, and nothing else.
set -eu
declared=$(grep -o 'TFN_API [^(]*(' "$2" | grep -o 'tfn_[a-z0-9_]*(' | tr -d '(' | sort)
exported=$(nm -D --defined-only "$1" | awk '{ print $NF }' | grep -v '^__' | sort)
if [ "$declared" = "$exported" ]; then
  echo "passed: exports are those of the header"
  echo "exports: 1 passed, 0 failed, 0 skipped"
else
  printf 'declared:\n%s\nexported:\n%s\nexports: 0 passed, 1 failed, 0 skipped\n' "$declared" "$exported"
  exit 1
fi
