#!/usr/bin/env bash
# Builds the page and serves it on this computer only.
set -euo pipefail
source "$(dirname "$0")/env.sh"
cd "$root"
port="${PORT:-8080}"
say "The page will be at http://127.0.0.1:$port/ as soon as it is built (Ctrl-C stops it)"
trunk serve --release --offline --address 127.0.0.1 --port "$port"
