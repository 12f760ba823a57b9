#!/usr/bin/env bash
# Builds the page into dist/.
set -euo pipefail
source "$(dirname "$0")/env.sh"
cd "$root"
trunk build --release --offline
