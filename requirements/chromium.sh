#!/usr/bin/env bash
# Makes sure that a Chromium is there for the browser tests; CJM_CHROMIUM may name one.
set -euo pipefail

if [ -n "${CJM_CHROMIUM:-}" ]; then
  [ -x "$CJM_CHROMIUM" ] && exit 0
  echo "CJM_CHROMIUM names $CJM_CHROMIUM, which cannot be run." >&2
  exit 1
fi
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && exit 0
done
bash "$(dirname "$0")/apt.sh" chromium "Chromium, which the browser tests drive,"
