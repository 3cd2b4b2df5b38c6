#!/usr/bin/env bash
# Builds the web app, then the server with the web app inside it: target/release/kith.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh

need_rust
need_cc
need_node
npm_packages web
say 'building the web app'
npm run --prefix web --silent build
say 'building the server (the first time takes a few minutes)'
cargo build --release --locked --package kith-server
