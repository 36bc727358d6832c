#!/usr/bin/env bash
# Makes sure that a Java runtime is there for the Spark test; JAVA_HOME may name one.
set -euo pipefail

if [ -n "${JAVA_HOME:-}" ]; then
  [ -x "$JAVA_HOME/bin/java" ] && exit 0
  echo "JAVA_HOME names $JAVA_HOME, which holds no bin/java." >&2
  exit 1
fi
command -v java >/dev/null && exit 0
package=$(apt-cache search --names-only '^openjdk-(17|21)-jre-headless$' 2>/dev/null | cut -d' ' -f1 | head -n1)
bash "$(dirname "$0")/apt.sh" "${package:-default-jre-headless}" "Java, on which the Spark test runs,"
