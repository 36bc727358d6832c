#!/usr/bin/env bash
# Asks the registries what is known against the pinned packages: pip-audit in a place of its own, and npm audit.
# Ends with 0 when all was checked and nothing is known, 1 when something is, 2 when something could not be checked.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
place=${CJM_AUDIT_VENV:-.venv-audit}
worst=0
worse() { if [ "$worst" -ne 1 ] && [ "$1" -ne 0 ]; then worst=$1; fi; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

echo "── Python: requirements/constraints.txt"
if [ ! -x "$place/bin/pip-audit" ]; then
  { "${PYTHON:-python3}" -m venv "$place" && "$place/bin/pip" install --quiet --disable-pip-version-check pip-audit; } \
    >"$scratch/install" 2>&1
fi
if [ ! -x "$place/bin/pip-audit" ]; then
  echo "NOT CHECKED: pip-audit cannot be installed from the package index that pip is set to." >&2
  worse 2
else
  # One package with a fault that everybody knows is asked about too: an index that is silent of it says nothing.
  { echo "django==1.2"; cat requirements/constraints.txt; } >"$scratch/pins"
  "$place/bin/pip-audit" --requirement "$scratch/pins" --no-deps --disable-pip --progress-spinner off \
    --format json >"$scratch/python" 2>"$scratch/python.err"
  "$place/bin/python" requirements/audit.py "$scratch/python"
  worse $?
fi

echo "── JavaScript: js/package-lock.json"
(cd js && npm audit --package-lock-only --json) >"$scratch/npm" 2>"$scratch/npm.err"
found=$(node -e '
  const report = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  process.stdout.write(String(report.metadata.vulnerabilities.total));' "$scratch/npm" 2>/dev/null)
if [ -z "$found" ]; then
  echo "NOT CHECKED: the registry that npm is set to answers no audit:" >&2
  grep -m 1 -h . "$scratch/npm.err" >&2
  worse 2
elif [ "$found" -eq 0 ]; then
  echo "nothing known"
else
  (cd js && npm audit --package-lock-only)
  worse 1
fi
exit "$worst"
