#!/usr/bin/env bash
# Loads a private server in a temporary folder on 127.0.0.x, and prints the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh

scripts/build.sh
cargo build --release --locked --quiet --package kith-bench
# Both ends of 10,000 connections; the shell's limit of open files is often lower than what is allowed.
ulimit -n "$(ulimit -Hn)"
say 'pairs'
target/release/kith-bench pairs
say 'idle'
target/release/kith-bench idle
