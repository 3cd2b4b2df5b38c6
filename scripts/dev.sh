#!/usr/bin/env bash
# The server (rebuilt and restarted when its sources change) and Vite (which reloads by itself), until Ctrl+C.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh

need_rust
need_cc
need_node
npm_packages web

server=
stop() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
  fi
}
trap 'stop; kill $(jobs -p) 2>/dev/null' EXIT

npm run --prefix web dev &

stamp=$(mktemp)
while true; do
  touch "$stamp"
  if cargo build --package kith-server; then
    stop
    target/debug/kith serve &
    server=$!
  fi
  until [ -n "$(find crates Cargo.toml -newer "$stamp" -print -quit)" ]; do sleep 1; done
done
