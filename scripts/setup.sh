#!/usr/bin/env bash
# Installs what a machine lacks, once. `setup.sh build` is what building needs;
# `setup.sh test` adds browsers and checkers, `setup.sh bench` what speed is set
# beside. Run again, it finds all in place.
set -euo pipefail
source "$(dirname "$0")/env.sh"
cd "$root"
mkdir -p "$LAZARET_CACHE/tools"

WASM=wasm32-unknown-unknown
TRUNK_VERSION=0.21.14
DENY_VERSION=0.20.2
PYCANON_VERSION=1.3.5
CRYPTOGRAPHY_VERSION=50.0.2
SCHEMATHESIS_VERSION=4.32.5

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

apt_updated=
packages() {
  local missing=()
  for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    say "This machine has no apt-get. Please install: ${missing[*]}"
    exit 1
  fi
  say "Installing ${missing[*]} with apt-get"
  if [ -z "$apt_updated" ]; then as_root apt-get update -qq; apt_updated=yes; fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
}

has_wasm_std() {
  compgen -G "$("$1" --print sysroot 2>/dev/null)/lib/rustlib/$WASM/lib/libstd-*.rlib" >/dev/null
}

# rustup where it can download; else, or where LAZARET_COMPILER=distribution asks
# for it, Debian's compiler, whose std for wasm32 we build from its source package.
compiler() {
  local chosen
  chosen="$(cat "$LAZARET_CACHE/compiler" 2>/dev/null || true)"
  if [ -n "$chosen" ] && [ "${LAZARET_COMPILER:-$chosen}" = "$chosen" ] && has_wasm_std rustc; then return; fi
  if [ "${LAZARET_COMPILER:-}" != distribution ] && { has_wasm_std rustc || add_target; }; then
    echo rustup >"$LAZARET_CACHE/compiler"
    return
  fi
  say "Using the distribution's compiler"
  packages rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy lld-22
  echo distribution >"$LAZARET_CACHE/compiler"
  PATH="/usr/bin:$PATH"
  has_wasm_std /usr/bin/rustc || build_wasm_std
}

add_target() {
  command -v rustup >/dev/null || return 1
  say "Adding the compiler target $WASM with rustup"
  timeout 300 rustup target add "$WASM" || { say "rustup could not add it"; return 1; }
}

build_wasm_std() {
  say "Building the standard library for $WASM (about a minute)"
  local empty
  empty="$(mktemp -d)"
  mkdir "$empty/src"
  : >"$empty/src/lib.rs"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n' >"$empty/Cargo.toml"
  # `test` must be among the crates, or browser tests find no test harness.
  (cd "$empty" && CARGO_TARGET_DIR="$empty/target" RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
    /usr/bin/cargo build --quiet --release --target "$WASM" -Zbuild-std=std,panic_abort,test,proc_macro)
  rm -f "$empty/target/$WASM/release/deps/"libempty-*.rlib
  local sysroot
  sysroot="$(/usr/bin/rustc --print sysroot)/lib/rustlib/$WASM/lib"
  as_root mkdir -p "$sysroot"
  as_root cp "$empty/target/$WASM/release/deps/"*.rlib "$sysroot/"
  rm -rf "$empty"
}

# crate, version, and further arguments of `cargo install`
tool() {
  local name="$1" version="$2"
  shift 2
  local stamp="$LAZARET_CACHE/tools/$name-$version"
  [ -f "$stamp" ] && return
  say "Installing $name $version with cargo (some minutes, once)"
  cargo install --quiet "$name" --version "$version" --root "$LAZARET_CACHE/tools" --force "$@"
  : >"$stamp"
}

# The bindings' generator must be exactly as old as the library it serves.
wasm_bindgen_version() {
  awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock
}

node_packages() {
  if ! command -v npm >/dev/null; then packages nodejs npm; fi
  local stamp=node_modules/.installed
  if [ ! -f "$stamp" ] || [ package-lock.json -nt "$stamp" ]; then
    say "Installing npm packages"
    npm ci --ignore-scripts --no-audit --no-fund --silent
    # esbuild and biome come as prebuilt optional packages: no script is needed.
    : >"$stamp"
  fi
}

# A Python package in an environment of its own: the environment's folder, `name==version`, and what is installed in place
# of the packages that it names itself.
python_package() {
  local home="$LAZARET_CACHE/$1" package="$2"
  shift 2
  local stamp="$home/${package/==/-}"
  if [ -f "$stamp" ] && [ -x "$home/bin/python" ]; then return; fi
  python3 -c 'import ensurepip' 2>/dev/null || packages python3-venv
  say "Installing the Python package $package"
  rm -rf "$home"
  python3 -m venv "$home"
  local install=("$home/bin/pip" install --quiet --disable-pip-version-check --only-binary :all:)
  if [ $# -gt 0 ]; then
    "${install[@]}" "$@"
    install+=(--no-deps)
  fi
  "${install[@]}" "$package"
  : >"$stamp"
}

browsers() {
  [ -n "$CHROMIUM" ] && [ -n "$CHROMEDRIVER" ] || packages chromium chromium-driver
  [ -n "$FIREFOX" ] || packages firefox-esr
}

# The node of the exchange is tried on a real one, which the tests start themselves.
postgresql() {
  compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || packages postgresql
}

build_needs() {
  command -v cc >/dev/null || packages build-essential
  compiler
  tool wasm-bindgen-cli "$(wasm_bindgen_version)"
  tool trunk "$TRUNK_VERSION" --locked
  # Trunk builds offline, so that it takes the tools above and fetches none of its own.
  cargo fetch --quiet --locked
  node_packages
}

case "${1:-build}" in
  build) build_needs ;;
  test)
    build_needs
    browsers
    tool cargo-deny "$DENY_VERSION" --locked
    # pyCANON's measures need these two alone; what else it names is for its reports.
    python_package pycanon "pycanon==$PYCANON_VERSION" numpy==2.3.5 pandas==2.3.3
    # The independent reader of sealed files has nothing but this package.
    python_package reader "cryptography==$CRYPTOGRAPHY_VERSION"
    # Makes requests from the exchange's OpenAPI document.
    python_package schemathesis "schemathesis==$SCHEMATHESIS_VERSION"
    postgresql
    ;;
  bench)
    "$0" test
    command -v nginx >/dev/null || packages nginx-light
    ;;
  *) echo "usage: setup.sh [build|test|bench]" >&2; exit 2 ;;
esac
