#!/usr/bin/env bash
# Calls all operations of the mock with the official Python SDK: both signatures, required and all parameters, a
# temporary key, a wrong secret. The first run installs the SDK below target/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

python="target/interop/bin/python"
if ! cmp --silent mock/interop/requirements.txt target/interop/installed.txt; then
    python3 -m venv target/interop
    "$python" -m pip install --quiet --disable-pip-version-check --requirement mock/interop/requirements.txt
    cp mock/interop/requirements.txt target/interop/installed.txt
fi
cargo build --quiet --locked --package edas-mock

said="$(mktemp)"
trap 'kill "$mock" 2>/dev/null || true; rm -f "$said"' EXIT
target/debug/edas-mock --port 0 --account LTAI-LASTING:the-secret --account LTAI-PASSING:the-secret:the-token:3600 >"$said" &
mock=$!
for _ in $(seq 100); do
    grep --quiet LTAI-PASSING "$said" && break
    sleep 0.1
done
endpoint="$(sed --quiet 's|^EDAS on http://||p' "$said")"

call() { # the number of operations that are to be answered, then arguments of interop.py
    local wanted="$1 of 162 operations answered"
    shift
    local out
    out="$("$python" mock/interop/interop.py --endpoint "$endpoint" "$@" || true)"
    printf '%-28s %s\n' "$(tail -n 1 <<<"$out")" "${*:3}"
    if [ "$(tail -n 1 <<<"$out")" != "$wanted" ]; then
        grep --invert-match '^OK' <<<"$out" >&2
        exit 1
    fi
}

for signature in v3 v2; do
    call 162 --ak LTAI-LASTING --sk the-secret --sig "$signature"
    call 162 --ak LTAI-LASTING --sk the-secret --sig "$signature" --full
    call 162 --ak LTAI-PASSING --sk the-secret --sig "$signature" --token the-token
    call 0 --ak LTAI-LASTING --sk wrong --sig "$signature"
    call 0 --ak LTAI-PASSING --sk the-secret --sig "$signature" --token wrong
done
