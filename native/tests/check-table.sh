#!/bin/sh
# Each function of the header has one row in the README's ownership table, and the table has no other.
set -eu
declared=$(grep -o 'TFN_API [^(]*(' "$2" | grep -o 'tfn_[a-z0-9_]*(' | tr -d '(' | sort)
listed=$(grep -o '^| `tfn_[a-z0-9_]*`' "$1" | tr -d '|` ' | sort)
if [ "$declared" = "$listed" ]; then
  echo "passed: the ownership table has a row for each function"
  echo "table: 1 passed, 0 failed, 0 skipped"
else
  printf 'declared:\n%s\nlisted:\n%s\ntable: 0 passed, 1 failed, 0 skipped\n' "$declared" "$listed"
  exit 1
fi
