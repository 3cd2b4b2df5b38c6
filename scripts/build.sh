#!/usr/bin/env bash
# Builds the web app, then the server with the web app inside it: target/release/kith.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh

need_rust
need_cc
need_node
npm_packages web
say 'collecting the licences of what is inside'
cargo fetch --locked --quiet
notices=$(mktemp)
trap 'rm -f "$notices"' EXIT
node scripts/crate-notices.mjs "$notices"
say 'building the web app'
KITH_CRATE_NOTICES=$notices npm run --prefix web --silent build
say 'building the server (the first time takes a few minutes)'
cargo build --release --locked --package kith-server
