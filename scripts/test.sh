#!/usr/bin/env bash
# Every test: the core on this machine, the boundary and the page in browsers.
set -euo pipefail
source "$(dirname "$0")/env.sh"
cd "$root"
WASM=wasm32-unknown-unknown

say "Form: rustfmt, clippy, TypeScript, biome"
if cargo fmt --version >/dev/null 2>&1; then
  cargo fmt --check
else
  say "NOT CHECKED: this compiler has no rustfmt"
fi
cargo clippy --quiet --workspace --all-targets -- -D warnings
cargo clippy --quiet --lib --no-default-features --target "$WASM" -- -D warnings
cargo clippy --quiet --lib --no-default-features --features shell --target "$WASM" -- -D warnings

say "Licences and advisories of all dependencies"
scripts/dependencies.sh

say "The core and the command"
cargo test --quiet

say "The exchange, on both databases and both stores"
cargo test --quiet -p lazaret-exchange

say "The exchange answers whatever Schemathesis makes of its OpenAPI document"
LAZARET_SCHEMATHESIS="$LAZARET_CACHE/schemathesis/bin/schemathesis" \
  cargo test --quiet -p lazaret-exchange --test schemathesis -- --ignored

say "pyCANON agrees on released tables"
"$LAZARET_CACHE/pycanon/bin/python" scripts/pycanon_check.py "${CARGO_TARGET_DIR:-target}/debug/lazaret"

say "The independent reader of sealed files"
PYTHONPATH=tests "$LAZARET_CACHE/reader/bin/python" -B -m unittest --quiet reader.test_reader
PYTHONPATH=tests "$LAZARET_CACHE/reader/bin/python" -B scripts/reader_check.py "${CARGO_TARGET_DIR:-target}/debug/lazaret"

say "The page"
scripts/build.sh
npm run --silent check

say "The boundary, in Chromium"
CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
  cargo test --no-default-features --target "$WASM" --test seal_browser --test keyring_browser --test primitives --test bit_stream

say "Journeys and gates, in Chromium and Firefox"
cargo build --quiet -p lazaret-exchange
node --test --test-concurrency=1 tests/e2e/*.test.mjs
say "All tests passed"
