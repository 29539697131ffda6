#!/usr/bin/env python3
"""Instructions of one call, per peer: instructions.py [PEER …]; needs valgrind."""
import os
import re
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
CASES = ["valid", "one", "ten", "ship", "write", "read"]
PEERS = ["hand", "order", "garde", "validator", "validify", "serde_valid", "nutype"]
N = 100


def total(peer, case, times):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", TARGET + "/release/instr", peer, case, str(times)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", run.stderr).group(1))


def one(peer, case):
    return (total(peer, case, 11 * N) - total(peer, case, N)) // (10 * N)


subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "bench", "--bin", "instr"], cwd=ROOT, check=True)
by_hand = {case: one("hand", case) for case in CASES}
print("| peer | %s |\n|%s" % (" | ".join(CASES), " --- |" * (len(CASES) + 1)))
for peer in sys.argv[1:] or PEERS:
    found = {case: by_hand[case] if peer == "hand" else one(peer, case) for case in CASES}
    cells = ["%.2f (%d)" % (found[case] / by_hand[case], found[case]) for case in CASES]
    print("| %s | %s |" % (peer, " | ".join(cells)), flush=True)
print("\nserde's reader alone: %d; this project's reader alone: %d" % (one("reader", "valid"), one("order_reader", "valid")))
print("this project into a buffer that is used again: %d" % one("order_into", "valid"))
print("nutype's newtypes while they are read: %d" % one("nutype_native", "valid"))
