#!/usr/bin/env python3
"""What `order check` costs beside reading alone: bulk.py [ORDERS]; makes files in the folder of the build."""
import csv
import json
import os
import resource
import subprocess
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
ORDERS = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
ROUNDS = 7

NAMES = """validity platform cs_provisioning_method cs_ship_method ship_name ship_addr1 ship_addr2 ship_city ship_state
ship_zip ship_country org_unit org_name org_addr1 org_addr2 org_city org_state org_zip org_country telephone
org_contact_firstname org_contact_lastname org_contact_job_title org_contact_email org_contact_telephone
org_contact_telephone_ext ev""".split()
OWN = {
    "validity": "1", "platform": "51", "org_unit": "Development", "org_addr1": "19 Windsor Court", "org_city": "Tampa",
    "org_state": "FL", "org_zip": "33615", "org_country": "us", "telephone": "555-555-1234",
    "org_contact_firstname": "Gary", "org_contact_lastname": "McCoy", "org_contact_job_title": "CTO",
    "org_contact_email": "gm@example.com", "org_contact_telephone": "555-555-1234", "ev": "false",
}
SHIPPED = {
    **OWN, "ev": "true", "cs_provisioning_method": "ship_token", "cs_ship_method": "expedited", "ship_name": "Gary McCoy",
    "ship_addr1": "19 Windsor Court", "ship_addr2": "2nd floor", "ship_city": "Tampa", "ship_state": "FL",
    "ship_zip": "33615", "ship_country": "us", "org_addr2": "2nd floor", "org_contact_telephone_ext": "12",
}
del SHIPPED["platform"]


def write_files():
    """As many orders as rows and as lines; every second one has a shipping address."""
    lines, rows = (os.path.join(TARGET, "bulk." + extension) for extension in ("ndjson", "csv"))
    with open(lines, "w") as ndjson, open(rows, "w") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(NAMES)
        for number in range(ORDERS):
            order = {**(OWN if number % 2 else SHIPPED), "org_name": "My Company %d, Inc" % number}
            order = {name: order[name] for name in NAMES if name in order}
            ndjson.write(json.dumps(order, separators=(",", ":")) + "\n")
            writer.writerow([order.get(name, "") for name in NAMES])
    return lines, rows


def run(command, cores):
    """Seconds of the processors, and by the clock."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    said = subprocess.run(command, capture_output=True, text=True, check=True, preexec_fn=lambda: os.sched_setaffinity(0, cores))
    clock, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "%d orders" % ORDERS in said.stdout.replace(",", ""), said.stdout
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock


subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "bulk"], cwd=ROOT, check=True)
workspace = ["cargo", "build", "--quiet", "--release", "-p", "order-client", "--features", "cli", "--bin", "order"]
subprocess.run(workspace + ["--target-dir", TARGET], cwd=os.path.join(ROOT, "..", ".."), check=True)
lines, rows = write_files()
cores = sorted(os.sched_getaffinity(0))
one, all_cores = {cores[0]}, set(cores)
check, read = os.path.join(TARGET, "release", "order"), os.path.join(TARGET, "release", "bulk")
cases = {
    ("lines", "read"): ([read, "lines", lines], one),
    ("lines", "check"): ([check, "check", lines], one),
    ("lines", "check on all cores"): ([check, "check", lines], all_cores),
    ("rows", "read as cells"): ([read, "cells", rows], one),
    ("rows", "read"): ([read, "rows", rows], one),
    ("rows", "check"): ([check, "check", rows], one),
    ("rows", "check on all cores"): ([check, "check", rows], all_cores),
}
# In turns, so that a busy moment is nobody's; the least of each counts.
best = {case: (float("inf"), float("inf")) for case in cases}
for _ in range(ROUNDS):
    for case, (command, cores) in cases.items():
        best[case] = tuple(map(min, best[case], run(command, cores)))
print("%d orders, %d cores\n\n| file | case | processor | ratio | clock | ratio |" % (ORDERS, len(all_cores)))
print("|" + " --- |" * 6)
for (file, case), (processor, clock) in best.items():
    base = best[file, "read"]
    print("| %s | %s | %.2f s | %.2f | %.2f s | %.2f |" % (file, case, processor, processor / base[0], clock, clock / base[1]))
