#!/usr/bin/env python3
"""Passes ctest's output on, and puts a table of the fault harnesses before its summary.

    ctest ... | tools/show_faults.py build/Testing/Temporary/LastTest.log

A harness says in one line what it did (tests/faults/harness.h); its teeth, the test NAME_bites, say
how many promises were broken on purpose and how many of them were found.
"""
import pathlib
import re
import sys

from show_skipped import pass_on

TEST = re.compile(r"^\d+/\d+ Test: (\S+)$", re.MULTILINE)
LINE = re.compile(r"^faults: (.*)$", re.MULTILINE)
# ctest's log calls a skipped test passed; the harness says why it skipped.
SKIPPED = re.compile(r"^skipped: ", re.MULTILINE)
FAILED = re.compile(r"^Test Failed\.$", re.MULTILINE)
TEETH = "_bites"
HEADINGS = ("harness", "count", "seed", "findings", "switch-off")


def tests_of(log):
    """Name and text of every test in ctest's log."""
    parts = TEST.split(log)
    return zip(parts[1::2], parts[2::2])


def told_by(text):
    """What the last line of a harness says, as a dict; empty where it said none."""
    lines = LINE.findall(text)
    return dict(pair.split("=", 1) for pair in lines[-1].split()) if lines else {}


def bite_of(text):
    """What the teeth did."""
    told = told_by(text)
    if SKIPPED.search(text):
        return "skipped"
    if FAILED.search(text) or "teeth" not in told:
        return "NOT CAUGHT"
    caught = f"{told['caught']} of {told['teeth']}"
    return f"caught {caught}" if told["caught"] == told["teeth"] != "0" else f"NOT CAUGHT {caught}"


def run_of(text):
    """Count, seed and findings."""
    told = told_by(text)
    if SKIPPED.search(text):
        return ["skipped", "-", "-"]
    if told:
        return [told.get("count", "-"), told.get("seed", "-"), told.get("findings", "?")]
    return ["-", "-", "FAILED" if FAILED.search(text) else "SAID NOTHING"]


def rows_of(log):
    """One row a harness, by name; ctest writes tests down as they end."""
    tests = dict(tests_of(log))
    rows = {}
    for name, text in tests.items():
        harness = name.removesuffix(TEETH)
        row = rows.setdefault(harness, ["not run", "-", "-", "not run"])
        if name != harness:
            row[3] = bite_of(text)
        elif LINE.search(text) or name + TEETH in tests:
            row[:3] = run_of(text)
        else:
            del rows[harness]
    return [(harness, *rows[harness]) for harness in sorted(rows)]


def table_of(rows):
    """The rows under their headings, columns aligned."""
    widths = [max(len(row[i]) for row in [HEADINGS, *rows]) for i in range(len(HEADINGS))]
    return "".join(
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() + "\n"
        for row in [HEADINGS, *rows])


def main(log_file):
    summary = pass_on(sys.stdin, sys.stdout)
    log = pathlib.Path(log_file)
    rows = rows_of(log.read_text(encoding="utf-8", errors="replace")) if log.exists() else []
    if rows:
        print("\nFault harnesses:")
        print(table_of(rows))
    print("".join(summary), end="")


if __name__ == "__main__":
    main(sys.argv[1])
