#!/usr/bin/env bash
# Verified calls per second, and memory over a million of them. Needs `wrk`; the calls are signed in advance.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

wanted="${CALLS:-1000000}"
seconds=8         # of each round
calls=400000      # signed for each thread in each round: more than it sends
threads=2
connections=32

command -v wrk >/dev/null || { echo "wrk is missing, for example: apt-get install wrk" >&2; exit 1; }
cargo build --quiet --release --locked --package edas-mock --bin edas-mock --example sign_requests

folder="$(mktemp -d)"
trap 'kill "$mock" 2>/dev/null || true; rm -rf "$folder"' EXIT
target/release/edas-mock --port 0 --account LTAI-LOAD:the-secret >"$folder/said" &
mock=$!
until grep --quiet LTAI-LOAD "$folder/said"; do sleep 0.1; done
host="$(sed --quiet 's|^EDAS on http://||p' "$folder/said")"
memory() { awk '/^VmRSS/ { printf "%.1f MiB", $2 / 1024 }' "/proc/$mock/status"; }

printf '%9d calls %38s\n' 0 "$(memory)"
total=0
round=0
while [ "$total" -lt "$wanted" ]; do
    round=$((round + 1))
    for thread in $(seq "$threads"); do
        target/release/examples/sign_requests "$host" LTAI-LOAD the-secret "$calls" "$((round * 100 + thread))" \
            >"$folder/calls.$thread" 2>"$folder/calls.$thread.common"
    done
    wrk --threads "$threads" --connections "$connections" --duration "${seconds}s" --script mock/load/load.lua \
        "http://$host" -- "$folder/calls" >"$folder/report"
    total=$((total + $(awk '/requests in/ { print $1 }' "$folder/report")))
    refused="$(awk '/Non-2xx/ { print $NF }' "$folder/report")"
    rate="$(awk '/Requests\/sec/ { print $2 }' "$folder/report")"
    printf '%9d calls, %6.0f a second, %d refused %14s\n' "$total" "$rate" "${refused:-0}" "$(memory)"
done
