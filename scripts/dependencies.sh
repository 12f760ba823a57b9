#!/usr/bin/env bash
# Licences, sources and advisories of all dependencies. Advisories come from
# public databases; without a way to them the check says so and goes on.
set -euo pipefail
source "$(dirname "$0")/env.sh"
cd "$root"
cargo deny --log-level error check licenses bans sources

advisories="$(mktemp)"
trap 'rm -f "$advisories"' EXIT
if timeout 300 cargo deny --log-level error fetch db >"$advisories" 2>&1; then
  # Of what is shipped: OpenDP, which judges our samplers, rests on crates of years ago.
  cargo deny --log-level error --exclude-dev check advisories
else
  say "NOT CHECKED: the RustSec advisory database cannot be reached from here"
fi
if timeout 120 npm audit --audit=true --omit=dev >"$advisories" 2>&1; then
  tail -n 1 "$advisories"
elif grep -q "severity" "$advisories"; then
  cat "$advisories" >&2
  exit 1
else
  say "NOT CHECKED: the npm advisory database cannot be reached from here"
fi
node scripts/licences.mjs
