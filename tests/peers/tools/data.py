#!/usr/bin/env python3
"""What the order of 27 fields adds to a stripped release binary, by sections; needs size of binutils."""
import os
import subprocess

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
SECTIONS = [".data.rel.ro", ".rodata", ".rela.dyn", ".relr.dyn", ".text"]


def sections(name):
    binary = os.path.join(TARGET, "release", name)
    lines = subprocess.run(["size", "-A", binary], capture_output=True, text=True, check=True).stdout.splitlines()
    sizes = {words[0]: int(words[1]) for words in map(str.split, lines) if len(words) == 3 and words[1].isdigit()}
    return [sizes.get(section, 0) for section in SECTIONS]


env = dict(os.environ, CARGO_PROFILE_RELEASE_STRIP="true", CARGO_PROFILE_RELEASE_DEBUG="false")
subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "data"], cwd=ROOT, env=env, check=True)
order, small = sections("order"), sections("small")
print("| %s | data in all |\n|%s" % (" | ".join("`%s`" % section for section in SECTIONS), " --- |" * (len(SECTIONS) + 1)))
added = [one - other for one, other in zip(order, small)]
print("| %s | %d |" % (" | ".join(map(str, added)), sum(added[:4])))
