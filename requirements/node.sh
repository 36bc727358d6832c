#!/usr/bin/env bash
# Stops with a sentence when Node is missing or too old; installs nothing.
set -euo pipefail

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "Node.js 20 or newer with npm is needed (nodejs.org, nvm, or Debian 13: apt-get install nodejs npm)." >&2
  exit 1
fi
if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; then
  echo "Node.js $(node --version) is too old: version 20 or newer is needed." >&2
  exit 1
fi
