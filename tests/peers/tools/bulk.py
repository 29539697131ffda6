#!/usr/bin/env python3
"""What `order check` costs beside reading alone, and beside other judges that are installed: bulk.py [ORDERS].

Makes files in the folder of the build. The judges are in `judges`: `pip install duckdb jsonschema-rs orjson pydantic`, and `npm install
ajv ajv-formats` with `NODE_PATH`."""
import csv
import json
import os
import re
import resource
import subprocess
import sys
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
ORDERS = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
ROUNDS = int(os.environ.get("ROUNDS", 7))

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


# What breaks a rule of an order that is not shipped, or of one that is, or of both. No value that an enum does not have, which no table of
# DuckDB could hold.
BROKEN = [
    {"validity": "4"}, {"ev": "true"}, {"org_name": " "}, {"org_contact_email": "gm"}, {"telephone": "call me"},
    {"ship_name": "Gary McCoy"}, {"platform": "2"}, {"org_contact_telephone_ext": "x"}, {"cs_ship_method": "standard"},
    {"ship_city": ""}, {"ev": "false"},
]


def write_files(name, number_of_orders, broken_each):
    """As many orders as rows and as lines; every second one has a shipping address, and one in `broken_each`, if any, is another one, which
    breaks a rule in most cases."""
    lines, rows = (os.path.join(TARGET, name + extension) for extension in (".ndjson", ".csv"))
    with open(lines, "w") as ndjson, open(rows, "w") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(NAMES)
        for number in range(number_of_orders):
            order = {**(OWN if number % 2 else SHIPPED), "org_name": "My Company %d, Inc" % number}
            if broken_each and number % broken_each == 1:
                order.update(BROKEN[number // broken_each % len(BROKEN)])
            order = {name: order[name] for name in NAMES if name in order}
            ndjson.write(json.dumps(order, separators=(",", ":")) + "\n")
            writer.writerow([order.get(name, "") for name in NAMES])
    return lines, rows


def run(command, cores):
    """Seconds of the processors, and by the clock."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    said = subprocess.run(command, capture_output=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, cores))
    clock, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "%d orders" % ORDERS in said.stdout.replace(",", ""), said
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock


def judges():
    """The commands of the other judges that are installed, without the file."""
    known = {
        "jsonschema-rs": ([sys.executable, "jsonschema_rs_order.py"], ["-c", "import jsonschema_rs, orjson"]),
        "pydantic": ([sys.executable, "pydantic_order.py"], ["-c", "import pydantic"]),
        "DuckDB": ([sys.executable, "duckdb_order.py"], ["-c", "import duckdb"]),
        "ajv": (["node", "ajv_order.cjs"], ["-e", "require('ajv/dist/2020'); require('ajv-formats')"]),
    }
    found = {}
    for name, ((program, script), test) in known.items():
        try:
            is_there = subprocess.run([program] + test, capture_output=True).returncode == 0
        except OSError:
            is_there = False
        if is_there:
            found[name] = [program, os.path.join(ROOT, "tools", "judges", script)]
        else:
            print("%s is not installed" % name)
    return found


def broken(command):
    """The number of broken orders that a judge finds."""
    said = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"([0-9,]+) (?:broken|invalid)", said.stdout)
    assert found, said
    return int(found[1].replace(",", ""))


subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "bulk"], cwd=ROOT, check=True)
workspace = ["cargo", "build", "--quiet", "--release", "-p", "order-client", "--features", "cli", "--bin", "order"]
subprocess.run(workspace + ["--target-dir", TARGET], cwd=os.path.join(ROOT, "..", ".."), check=True)
cores = sorted(os.sched_getaffinity(0))
one, all_cores = {cores[0]}, set(cores)
lines, rows = write_files("bulk", ORDERS, None)
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
# Before any time is taken, all find the same.
few_lines, few_rows = write_files("broken", 20_000, 9)
expected = broken([check, "check", few_lines])
assert 1_000 < expected == broken([check, "check", few_rows]), expected
for name, command in judges().items():
    threads = ["1"] if name == "DuckDB" else []
    found = broken(command + [few_lines] + threads)
    print("%s finds %d of %d broken orders" % (name, found, expected))
    assert found == expected, name
    cases["lines", name] = (command + [lines] + threads, one)
    if name == "DuckDB":
        cases["rows", name] = (command + [rows] + threads, one)
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
