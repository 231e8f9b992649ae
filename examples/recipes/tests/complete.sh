#!/bin/sh
# A recipe is a title, an empty line, and a line that says how many it serves.
set -eu
for file in recipes/*.txt; do
  [ -n "$(head -n 1 "$file")" ] || { echo "$file has no title" >&2; exit 1; }
  grep -q '^Serves [0-9]' "$file" || { echo "$file does not say how many it serves" >&2; exit 1; }
  echo "$file is complete"
done
