#!/usr/bin/env bash
# Makes .venv with the given Python; installs Debian's venv package when it is missing; knows no dependency.
set -euo pipefail

python=${1:-python3}
if ! command -v "$python" >/dev/null; then
  echo "No $python found. Install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)." >&2
  exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "$("$python" --version) is too old: Python 3.11 or newer is needed. Name one: make PYTHON=python3.12 …" >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
  bash "$(dirname "$0")/apt.sh" "$version-venv" "Python's venv module"
fi
"$python" -m venv .venv
