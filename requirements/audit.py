"""Says what a report of pip-audit means: what is known, and what could not be asked; asks nothing itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path

CONTROL = "django"


def main() -> int:
    """Return 0 when all was checked and nothing is known, 1 when something is, 2 when not all was checked."""
    try:
        report = json.loads(Path(sys.argv[1]).read_text("utf-8"))["dependencies"]
    except (ValueError, KeyError):
        print("NOT CHECKED: the source of known vulnerabilities did not answer.", file=sys.stderr)
        return 2
    known = {each["name"]: [fault["id"] for fault in each.get("vulns", ())] for each in report}
    skipped = [each["name"] for each in report if "skip_reason" in each]
    control = known.pop(CONTROL, None)
    faults = {name: ids for name, ids in known.items() if ids}
    for name, ids in faults.items():
        print(f"{name}: {', '.join(ids)}")
    if not control:
        print("NOT CHECKED: the package index tells of no vulnerability, not even of one.", file=sys.stderr)
    elif skipped:
        print(f"NOT CHECKED: the package index does not know {', '.join(skipped)}.", file=sys.stderr)
    elif not faults:
        print(f"nothing known of {len(known)} packages")
    return 1 if faults else 2 if skipped or not control else 0


if __name__ == "__main__":
    sys.exit(main())
