#!/usr/bin/env bash
# What it costs to generate the client and to compile it, side by side in one run with progenitor and oas3-gen on the
# same description.
#
# usage: codegen/benches/compare-peers.sh [FOLDER]
#
# FOLDER (target/peers unless given) keeps the peers between runs. Times are the best of five runs. CPU is user and
# system time together. Compiling is of the one crate alone, in debug, not incremental, with its dependencies built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

PROGENITOR=0.15.1
OAS3_GEN=0.29.0
RUNS=5

work="${1:-target/peers}"
mkdir -p "$work"
work="$(cd "$work" && pwd)"
export CARGO_INCREMENTAL=0
unset CARGO_TARGET_DIR

install_peer() {
    if [ ! -x "$work/bin/$1" ]; then
        cargo install --quiet --locked --root "$work" "$1" --version "$2"
    fi
}

# Prints the least "wall cpu" of several runs of a command; a command before each run is the first argument.
best() {
    local before="$1" times wall cpu
    shift
    for _ in $(seq "$RUNS"); do
        eval "$before"
        times=$({ TIMEFORMAT='%R %U %S'; time "$@" >"$work/log" 2>&1; } 2>&1) || {
            tail -5 "$work/log" >&2
            return 1
        }
        read -r wall user system <<<"$times"
        cpu=$(awk -v a="$user" -v b="$system" 'BEGIN { printf "%.2f", a + b }')
        echo "$wall $cpu"
    done | sort -n | head -1
}

row() { printf '%-44s %10s %10s\n' "$@"; }

size() { find "$1" -name '*.rs' -exec cat {} + | wc -l; }

compile() { # NAME FOLDER PACKAGE CARGO-ARGUMENTS...
    local name="$1" folder="$2" package="$3" lib
    shift 3
    lib="src/lib.rs"
    for step in check build; do
        (cd "$folder" && cargo "$step" --quiet --package "$package" --target-dir "$work/target" "$@")
        row "cargo $step: $name" $(cd "$folder" && best "touch '$lib'" \
            cargo "$step" --quiet --package "$package" --target-dir "$work/target" "$@")
    done
}

install_peer cargo-progenitor "$PROGENITOR"
install_peer oas3-gen "$OAS3_GEN"
cargo build --quiet --release --package xtask --target-dir "$work/target"
xtask="$work/target/release/xtask"
"$xtask" bundle --output "$work/edas.json"

python3 codegen/benches/reduce-for-progenitor.py "$work/edas.json" "$work/edas-simple.json"

row "" "wall, s" "CPU, s"
row "generate: acs-codegen" $(best : "$xtask" generate --check)
row "generate: oas3-gen $OAS3_GEN" $(best "rm -rf '$work/edas-oas3'" \
    "$work/bin/oas3-gen" generate --quiet --input "$work/edas.json" --output "$work/edas-oas3" --workspace client-mod)
row "generate: progenitor $PROGENITOR, reduced input" $(best "rm -rf '$work/edas-progenitor'" \
    "$work/bin/cargo-progenitor" progenitor --input "$work/edas-simple.json" --output "$work/edas-progenitor" \
    --name edas-progenitor --version 0.1.0)
for peer in edas-oas3 edas-progenitor; do
    # Not members of the workspace that the folder may be in.
    printf '\n[workspace]\n' >>"$work/$peer/Cargo.toml"
done

row "" "lines" "files"
for made in generated-client "$work/edas-oas3" "$work/edas-progenitor"; do
    row "output: $(basename "$made")" "$(size "$made/src")" "$(find "$made/src" -name '*.rs' | wc -l)"
done

row "" "wall, s" "CPU, s"
compile "edas-client, all groups, by name" generated-client edas-client --features by-name
compile "edas-client, change-order alone" generated-client edas-client --no-default-features --features rustls,change-order
compile "oas3-gen" "$work/edas-oas3" edas-oas3
compile "progenitor" "$work/edas-progenitor" edas-progenitor
