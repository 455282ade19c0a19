#!/usr/bin/env bash
# Runs each fuzz target for a while, beginning with the descriptions of the repository.
#
# usage: fuzz/run.sh [SECONDS]        (60 for each target unless given)
#
# What makes a target fail is kept in fuzz/artifacts. It needs `cargo install cargo-fuzz`; sanitizers are off, since the
# code has no `unsafe` and they ask for a nightly compiler.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

seconds="${1:-60}"
for target in document json names; do
    corpus="corpus/$target"
    mkdir -p "$corpus"
    case "$target" in
    document) cp seeds/*.yaml "$corpus"; for api in ../tests/constructs/*/openapi.yaml; do
        cp "$api" "$corpus/$(basename "$(dirname "$api")").yaml"; done ;;
    json) cp seeds/*.json "$corpus" ;;
    esac
    echo "== $target"
    cargo fuzz run --sanitizer none "$target" "$corpus" -- -dict=openapi.dict \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 -print_final_stats=1 -verbosity=0
done
