#!/usr/bin/env python3
"""What the order of each peer costs to compile, in a dev build, its dependencies built before.

compile.py [PEER …]          CPU time per struct: the difference of 51 copies and 1, divided by 50
compile.py linear [PEER …]   CPU time of 1, 26, 51, 76 and 101 copies
compile.py clean [PEER …]    CPU time from clean, with all dependencies
compile.py lines [PEER …]    lines that the derives of one struct become; needs a nightly toolchain
"""
import os
import resource
import shutil
import subprocess
import sys

import copies
from gen import PEERS, ROOT

TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
OUT = os.path.join(TARGET, "copies")
COUNTS = [1, 26, 51, 76, 101]


def cargo(command, peer, count, *arguments, target=os.path.join(TARGET, "of-copies"), toolchain=None, rest=()):
    """CPU seconds of cargo and all that it runs, and what it printed."""
    env = dict(os.environ, CARGO_TARGET_DIR=target, CARGO_INCREMENTAL="0")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = ["cargo", *([toolchain] if toolchain else []), command, "--quiet", "--package", "c-%s-%d" % (peer, count), *arguments, *rest]
    run = subprocess.run(words, cwd=OUT, env=env, capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, run.stdout


def seconds(peer, count, command="build"):
    """The least of some runs, in which only the copies are compiled."""
    cargo(command, peer, count)
    best = float("inf")
    for _ in range(3 if count == 1 else 2):
        os.utime(os.path.join(OUT, "%s-%d" % (peer, count), "src", "lib.rs"))
        best = min(best, cargo(command, peer, count)[0])
    return best


def per_struct(peers):
    print("| order with | check, ms | build, ms |\n| --- | --- | --- |")
    for peer in peers:
        cells = [(seconds(peer, 51, command) - seconds(peer, 1, command)) * 20 for command in ("check", "build")]
        print("| %s | %s |" % (peer, " | ".join("%.0f" % cell for cell in cells)), flush=True)


def linear(peers):
    print("| copies | %s |\n|%s" % (" | ".join(map(str, COUNTS)), " --- |" * (len(COUNTS) + 1)))
    for peer in peers:
        print("| %s | %s |" % (peer, " | ".join("%.2f s" % seconds(peer, count) for count in COUNTS)), flush=True)


def clean(peers):
    for peer in peers:
        target = os.path.join(TARGET, "clean")
        shutil.rmtree(target, ignore_errors=True)
        print("%s: %.1f s" % (peer, cargo("build", peer, 1, target=target)[0]), flush=True)
        shutil.rmtree(target)


def lines(peers):
    for peer in peers:
        _, text = cargo("rustc", peer, 1, "--profile", "check", target=os.path.join(TARGET, "expanded"), toolchain="+nightly", rest=["--", "-Zunpretty=expanded"])
        print("%s: %d lines, %d bytes" % (peer, text.count("\n"), len(text)), flush=True)


MODES = {"linear": linear, "clean": clean, "lines": lines}
mode = MODES.get(sys.argv[1]) if len(sys.argv) > 1 else None
chosen = sys.argv[2:] if mode else sys.argv[1:]
copies.main(OUT, COUNTS)
(mode or per_struct)(chosen or [peer for peer in PEERS])
