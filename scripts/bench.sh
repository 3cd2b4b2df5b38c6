#!/usr/bin/env bash
# Loads private servers in temporary folders on 127.0.0.x, and prints the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh

scripts/build.sh
for scenario in 'pairs' 'pairs --rate 1000' 'rooms --size 10' 'rooms --size 100' 'rooms --size 1000' 'idle' 'floor'; do
  say "$scenario"
  # shellcheck disable=SC2086 # words of a command
  target/release/kith bench $scenario
done
