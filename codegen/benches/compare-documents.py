#!/usr/bin/env python3
"""What it costs to generate clients of large documents, side by side in one run with oas3-gen and ploidy.

usage: codegen/benches/compare-documents.py [--work FOLDER] [--corpus FOLDER] [DOCUMENT ...]

Without documents it takes GitHub's, from the npm package @octokit/openapi. FOLDER (target/peers unless given) keeps
peers and documents between runs. Each program runs five times, by turns; the best time counts, and the most memory.
CPU is user and system time together.

With a corpus (a folder with a manifest.json, as `cargo xtask corpus` takes it) each program also reads each of its valid
documents once, by turns. Times are sums over the documents that all of them take.
"""

import argparse
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

OAS3_GEN = "0.29.0"
PLOIDY = "0.15.0"
OCTOKIT = "14.0.0"
RUNS = 5
LIMIT = 60
ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--work", type=pathlib.Path, default=ROOT / "target/peers")
    arguments.add_argument("--corpus", type=pathlib.Path)
    arguments.add_argument("documents", nargs="*", type=pathlib.Path)
    arguments = arguments.parse_args()
    work = arguments.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    install(work, "oas3-gen", OAS3_GEN)
    install(work, "ploidy", PLOIDY)
    ours = build(work)
    for document in arguments.documents or [github(work)]:
        compare(document.resolve(), work, ours)
    if arguments.corpus:
        compare_corpus(arguments.corpus.resolve(), work, ours)


def install(work, name, version):
    if not (work / "bin" / name).exists():
        run(["cargo", "install", "--quiet", "--locked", "--root", work, name, "--version", version])


def build(work):
    target = work / "target"
    run(["cargo", "build", "--quiet", "--release", "-p", "acs-codegen", "--features", "cli", "--target-dir", target])
    return target / "release/acs-codegen"


def github(work):
    document = work / f"github-{OCTOKIT}.json"
    if not document.exists():
        run(["npm", "pack", "--silent", f"@octokit/openapi@{OCTOKIT}"], cwd=work)
        archive = work / f"octokit-openapi-{OCTOKIT}.tgz"
        inside = "package/generated/api.github.com.json"
        with open(document, "wb") as out:
            subprocess.run(["tar", "xzOf", archive, inside], stdout=out, check=True)
    return document


def run(command, **options):
    subprocess.run([str(part) for part in command], check=True, **options)


def programs(work, ours):
    """What each program is called, and its command for a document and a folder."""
    return {
        "acs-codegen": lambda document, out: [ours, "generate", "--spec", document, "--out", out, "--name", "made"],
        f"oas3-gen {OAS3_GEN}": lambda document, out: [work / "bin/oas3-gen", "generate", "--quiet", "--input", document,
                                                       "--output", out, "--workspace", "client-mod"],
        f"ploidy {PLOIDY}": lambda document, out: [work / "bin/ploidy", "generate", "rust", document, "--output", out,
                                                   "--name", "made"],
    }


def folder(work):
    """A folder for what is generated: in memory where there is such a one. What creating a file on a disk costs depends on
    what was removed there before, up to a millisecond each; for the same reason each run has a folder of its own."""
    memory = pathlib.Path("/dev/shm")
    return pathlib.Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else work))


def compare(document, work, ours):
    made = folder(work)
    folders = (made / f"made{number}" for number in itertools.count())
    best = {}
    for _ in range(RUNS):
        for name, command in programs(work, ours).items():
            measured = measure(command(document, next(folders)))
            if measured is None:
                best[name] = None
            elif best.get(name, ()) is not None:
                known = best.get(name) or (float("inf"), float("inf"), 0)
                best[name] = (min(known[0], measured[0]), min(known[1], measured[1]), max(known[2], measured[2]))
    shutil.rmtree(made)
    print(f"{document.name}\n{'':24} {'wall, s':>8} {'CPU, s':>8} {'MiB':>8}")
    for name, row in best.items():
        print(f"{name:24} " + ("fails" if row is None else f"{row[0]:8.2f} {row[1]:8.2f} {row[2]:8.0f}"))


def compare_corpus(corpus, work, ours):
    documents = [entry["file"] for entry in json.loads((corpus / "manifest.json").read_text()) if entry["valid"]]
    rows = {name: [] for name in programs(work, ours)}
    for document in documents:
        made = folder(work)
        for number, (name, command) in enumerate(programs(work, ours).items()):
            rows[name].append(measure(command(corpus / document, made / f"made{number}")))
        shutil.rmtree(made)
    common = [at for at in range(len(documents)) if all(row[at] for row in rows.values())]
    print(f"{len(documents)} documents, times of the {len(common)} that all take")
    print(f"{'':24} {'takes':>8} {'wall, s':>8} {'CPU, s':>8} {'MiB':>8}")
    for name, row in rows.items():
        taken = [row[at] for at in common]
        wall, cpu = sum(it[0] for it in taken), sum(it[1] for it in taken)
        most = max((it[2] for it in taken), default=0)
        print(f"{name:24} {sum(it is not None for it in row):8} {wall:8.2f} {cpu:8.2f} {most:8.0f}")


def measure(command):
    """Wall time, CPU time and the most memory of a command; None when it fails, or takes over a minute."""
    start = time.monotonic()
    with open(os.devnull, "wb") as nothing:
        process = subprocess.Popen([str(part) for part in command], stdout=nothing, stderr=nothing)
        watch = threading.Timer(LIMIT, process.kill)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        watch.cancel()
    wall = time.monotonic() - start
    if status != 0:
        return None
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
