#!/usr/bin/env bash
# Every lint. Changes nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh

need_rust
need_cc
need_node
say 'rustfmt'
cargo fmt --all --check
say 'clippy'
cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
npm_packages web
say 'tsc and the linter of web/'
npm run --prefix web --silent check
say 'how much the app loads at first'
npm run --prefix web --silent build
npm run --prefix web --silent size
