#!/usr/bin/env bash
# Makes sure that LibreOffice is there: a test looks at slides with it. It takes about 90 MB and a minute.
set -euo pipefail

command -v soffice >/dev/null && exit 0
bash "$(dirname "$0")/apt.sh" libreoffice-impress "LibreOffice, which shows the slides of the tests," --no-install-recommends
