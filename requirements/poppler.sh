#!/usr/bin/env bash
# Makes sure that pdftotext and pdftoppm are there: the tests read PDFs with them.
set -euo pipefail

command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null && exit 0
bash "$(dirname "$0")/apt.sh" poppler-utils "Poppler, which reads the PDFs of the tests,"
