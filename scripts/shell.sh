#!/usr/bin/env bash
# Builds the wasm module of the exchange's page, and its glue, into target/shell/.
set -euo pipefail
source "$(dirname "$0")/env.sh"
cd "$root"
built="${CARGO_TARGET_DIR:-target}"
cargo build --quiet --release --locked --offline --lib --no-default-features --features shell \
  --target wasm32-unknown-unknown
wasm-bindgen --target web --out-name shell --out-dir "$built/shell" \
  "$built/wasm32-unknown-unknown/release/lazaret.wasm"
wasm-opt -O3 --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
  --enable-mutable-globals --enable-reference-types --enable-multivalue \
  "$built/shell/shell_bg.wasm" -o "$built/shell/shell_bg.wasm"
