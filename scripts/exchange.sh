#!/usr/bin/env bash
# Builds the page and a node of the exchange, and starts it on this computer. Arguments are the node's own.
set -euo pipefail
source "$(dirname "$0")/env.sh"
cd "$root"
say "Building the page"
scripts/build.sh
say "Building the node"
cargo build --quiet --profile server --locked -p lazaret-exchange
say "Its data will be in lazaret-data/ (Ctrl-C stops it; docs/operations.md says how to run it for others)"
exec "${CARGO_TARGET_DIR:-target}/server/lazaret-exchange" --page dist "$@"
