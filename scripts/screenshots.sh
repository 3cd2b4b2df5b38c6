#!/usr/bin/env bash
# Takes the pictures of docs/screenshots anew, from the release build.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh

need_node
need_chromium
need_emoji_font
npm_packages e2e
say 'taking pictures'
node e2e/screenshots.mjs
