#!/usr/bin/env bash
# Builds the wasm module of the exchange's page, and its glue, into target/shell/.
set -euo pipefail
source "$(dirname "$0")/env.sh"
cd "$root"
built="${CARGO_TARGET_DIR:-target}"
# A folder of its own: the workbench's module has the same name, and each would have the other compiled anew.
cargo build --quiet --release --locked --offline --lib --no-default-features --features shell \
  --target wasm32-unknown-unknown --target-dir "$built/shell-build"
wasm-bindgen --target web --out-name shell --out-dir "$built/shell" \
  "$built/shell-build/wasm32-unknown-unknown/release/lazaret.wasm"
wasm-opt -O3 --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext \
  --enable-mutable-globals --enable-reference-types --enable-multivalue \
  "$built/shell/shell_bg.wasm" -o "$built/shell/shell_bg.wasm"
