#!/usr/bin/env bash
# Installs one Debian package, as root or by sudo, or says what to type; knows nothing of why.
set -euo pipefail

package=$1
what=$2
if ! command -v apt-get >/dev/null; then
  echo "$what is missing and there is no apt-get here: please install it by hand." >&2
  exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
  run=()
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
  run=(sudo)
else
  echo "$what is missing. As root, type: apt-get update && apt-get install -y $package" >&2
  exit 1
fi
echo "── apt-get install $package"
"${run[@]}" apt-get update -qq
"${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${@:3}" "$package"
