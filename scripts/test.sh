#!/usr/bin/env bash
# Every test, and at the end how many passed. Goes on after a failure, so that one run shows all of them.
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/need.sh

need_rust
need_cc
need_node
need_chromium
need_python
need_nginx
npm_packages web || exit 1
npm_packages e2e || exit 1
python_packages e2e/requirements.txt target/python || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0
failed=0

# Adds up the counts that a test runner printed. A runner that fails without naming a failed test counts as one.
count() { # name, passed, failed, exit status
  passed=$((passed + $2))
  failed=$((failed + $3))
  if [ "$4" != 0 ] && [ "$3" = 0 ]; then failed=$((failed + 1)); fi
  say "$1: $2 passed, $3 failed"
}

sum() { awk '{ total += $1 } END { print total + 0 }'; }

say 'building the web app'
npm run --prefix web --silent build || exit 1

say 'Rust'
cargo test --workspace --locked --quiet 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
rust_passed=$(sed -n 's/^test result: .* \([0-9]*\) passed;.*/\1/p' "$log" | sum)
rust_failed=$(sed -n 's/^test result: .* \([0-9]*\) failed;.*/\1/p' "$log" | sum)
rust_status=$status

say 'web'
npm test --prefix web --silent 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
plain=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E '^ *Tests ' | tail -1)
web_passed=$(sed -nE 's/.* ([0-9]+) passed.*/\1/p' <<<"$plain" | sum)
web_failed=$(sed -nE 's/.* ([0-9]+) failed.*/\1/p' <<<"$plain" | sum)
web_status=$status

say 'end to end, with the official clients and a browser'
cargo build --locked --quiet --package kith-server || exit 1
npm test --prefix e2e --silent 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
e2e_passed=$(sed -nE 's/^(#|ℹ) pass ([0-9]+)$/\2/p' "$log" | sum)
e2e_failed=$(sed -nE 's/^(#|ℹ) fail ([0-9]+)$/\2/p' "$log" | sum)

count 'Rust' "$rust_passed" "$rust_failed" "$rust_status"
count 'web' "$web_passed" "$web_failed" "$web_status"
count 'end to end' "$e2e_passed" "$e2e_failed" "$status"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
