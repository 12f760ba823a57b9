# Sourced by every script: where the tools live, and which compiler builds.

LAZARET_CACHE="${LAZARET_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lazaret}"
export LAZARET_CACHE

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

# A distribution's compiler, when setup had to fall back on it, builds both
# the native and the wasm code: two compilers would not share one target folder.
if [ "$(cat "$LAZARET_CACHE/compiler" 2>/dev/null)" = distribution ]; then
  PATH="/usr/bin:$PATH"
fi
export PATH="$LAZARET_CACHE/tools/bin:$root/node_modules/.bin:$PATH"

# The module must not tell where it was built, and be the same wherever it was.
cargo_home="${CARGO_HOME:-$HOME/.cargo}"
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--remap-path-prefix=$cargo_home/registry/src=crates --remap-path-prefix=$root=."

# The newest Chromium and Firefox that the distribution calls by these names.
export CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}"
export FIREFOX="${FIREFOX:-$(command -v firefox-esr || command -v firefox || true)}"
export CHROMEDRIVER="${CHROMEDRIVER:-$(command -v chromedriver || true)}"

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
