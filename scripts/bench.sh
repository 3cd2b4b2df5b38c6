#!/usr/bin/env bash
# Loads Kith and its peers side by side on this machine, and writes docs/benchmarks.md. About 15 minutes the first time,
# 10 from then on; with --quick a minute and a half, and the document is only printed.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh

scripts/build.sh
need_postgres
npm_packages bench/peers/socketio
npm_packages bench/peers/node-stack
say 'building the bare event servers'
cargo build --release --locked --quiet --package kith-socketio --example relay
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
cargo build --release --locked --quiet --manifest-path bench/peers/socketioxide/Cargo.toml --target-dir "$target/peers"

say 'measuring: leave the machine alone meanwhile'
status=0
node bench/measure.mjs "$@" || status=$?
node bench/write.mjs
exit "$status"
