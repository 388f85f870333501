#!/usr/bin/env python3
"""Passes ctest's output on, and puts the skipped tests with their reasons before its summary.

    ctest ... | tools/show_skipped.py build/Testing/Temporary/LastTest.log

ctest calls a program passed whose GoogleTests were all skipped; its log alone tells.
"""
import pathlib
import re
import sys

SUMMARY = re.compile(r"\d+% tests passed, ")
REASON = re.compile(r"(?:.*: Skipped|.*: skipped.*)$")
SKIPPED = re.compile(r"\[  SKIPPED \] (\S+) \(\d+ ms\)")
UNITTEST = re.compile(r"(\S+) \(.*\) \.\.\. skipped '(.*)'")


def skips_of(log):
    """`test: reason` for every GoogleTest and unittest that the log says was skipped."""
    reason = "no reason given"
    lines = iter(log.splitlines())
    for line in lines:
        gtest, unit = SKIPPED.search(line), UNITTEST.search(line)
        if REASON.fullmatch(line):
            reason = next(lines, "").strip() or reason
        elif gtest:
            yield f"{gtest.group(1)}: {reason}"
            reason = "no reason given"
        elif unit:
            yield f"{unit.group(1)}: {unit.group(2)}"


def pass_on(source, sink):
    """Writes everything up to the summary at once; returns the summary."""
    summary = []
    for line in source:
        if summary or SUMMARY.match(line):
            summary.append(line)
        else:
            print(line, end="", file=sink, flush=True)
    return summary


def main(log_file):
    summary = pass_on(sys.stdin, sys.stdout)
    log = pathlib.Path(log_file)
    skips = list(skips_of(log.read_text(encoding="utf-8", errors="replace"))) if log.exists() else []
    if skips:
        print(f"\n{len(skips)} tests were skipped:")
        print("".join(f"  {skip}\n" for skip in skips))
    print("".join(summary), end="")


if __name__ == "__main__":
    main(sys.argv[1])
