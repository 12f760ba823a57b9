#!/usr/bin/env bash
# Speed and memory, each beside a named alternative in the same run.
set -euo pipefail
source "$(dirname "$0")/env.sh"
cd "$root"
scripts/build.sh
wasm-bindgen --target web --out-dir target/bench target/wasm32-unknown-unknown/release/lazaret.wasm
cargo build --quiet --release --example count_fields --example optimum
node benches/run.mjs target/release/examples/count_fields
node benches/seal.mjs
node benches/optimum.mjs target/release/examples/optimum
node benches/share.mjs
cargo build --quiet --profile peer --example opendp_numbers
node benches/numbers.mjs target/peer/examples/opendp_numbers
node benches/large.mjs
cargo build --quiet --profile server -p lazaret-exchange --example load
PATH="$PATH:/usr/sbin" "${CARGO_TARGET_DIR:-target}/server/examples/load"
