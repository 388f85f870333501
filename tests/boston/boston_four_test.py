#!/usr/bin/env python3
"""Boston's cases four times over: what the audit counts is what went in, returns and referrals too.

    boston_four_test.py BIN_DIR [--every=N]     BIN_DIR: where skranked and skranke are

The city's 49,914 unique cases are replayed four times: each pass has its own last digit on the case
number and lies 364 days after the one before, which keeps the weekdays; 199,656 cases in all. What
must come out is worked out here from the rows of the files, by the list's own columns, and compared
with what the office counts: states, outcomes, returns, referrals, hand-overs and contacts, the cases
behind a figure, and the traces of the event log.

--every=N takes every Nth case, and five times as many of those that were returned or referred.
Without it: with SKRANKE_LONG=1 every case, else every 60th.
Exit 77 (skipped) where the shared data is not there.
"""
import collections
import csv
import datetime
import gzip
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from boston_test import CASES, ROOT, SHARED, Office, check

MAP = ROOT / "tests/boston/boston311.map"
LIST = SHARED / "data/oppgaveliste/oppgaveliste_boston.csv"
PASSES = 4
BETWEEN = datetime.timedelta(days=364)
QUICK_MINUTES_MAX = 20
SENT_BACK = "INFO_Reallocation From Dept"
# Who did not come as a citizen.
NOT_CITIZENS = ("Employee Generated", "Maximo Integration")
TIMES = ("opened_at", "target_at", "closed_at")
FORMAT = "%Y-%m-%d %H:%M:%S"


def is_rare(row):
    return row["queue"] == SENT_BACK or row["closure_kind"] == "referred_external"


def sample(rows, every):
    often = max(1, every // 5)
    return [row for i, row in enumerate(rows) if i % (often if is_rare(row) else every) == 0]


def later(row, number):
    """The row as it is in that pass."""
    moved = dict(row, case_id=f"{row['case_id']}{number}")
    for key in TIMES:
        if row[key]:
            moment = datetime.datetime.strptime(row[key], FORMAT) + number * BETWEEN
            moved[key] = moment.strftime(FORMAT)
    return moved


def write_pass(path, rows, number):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(later(row, number) for row in rows)


def quick_types():
    """What the list gives to the counter, from its own columns."""
    with open(LIST, newline="", encoding="utf-8") as file:
        return {task["title_en"] for task in csv.DictReader(file)
                if task["structured"] == "yes" and task["discretion"] == "no"
                and task["quick_minutes"] and int(task["quick_minutes"]) <= QUICK_MINUTES_MAX}


def outcome_of(row):
    return (row["closure_kind"] or "closed").upper()


def end_of(row, quick):
    """The state and outcome that the row must come to."""
    if quick:
        return ("HANDLED_AT_COUNTER", outcome_of(row)) if row["closed_at"] else ("COMPLETE", "")
    if row["closure_kind"] == "referred_external" or row["closed_at"]:
        return "CLOSED", outcome_of(row)
    return "ACCEPTED", ""


class Totals:
    """What went in, row by row."""

    def __init__(self):
        self.states = collections.Counter()
        self.outcomes = collections.Counter()
        self.figures = collections.Counter()

    def add(self, row, quick):
        state, outcome = end_of(row, quick)
        self.states[state] += 1
        if outcome:
            self.outcomes[outcome] += 1
        returned = not quick and row["queue"] == SENT_BACK
        solved = state == "HANDLED_AT_COUNTER" or (
            state == "CLOSED" and not returned and outcome != "REFERRED_EXTERNAL")
        self.figures.update({
            "HANDOVERS": (not quick) + returned, "RETURNS": returned,
            "PASSED_ON_BY_FIRST_LINE": returned, "SOLVED_IN_FIRST_LINE": solved,
            "CONTACTS": row["source"] not in NOT_CITIZENS, "FORWARDS": 0,
            "UNNECESSARY_CONTACTS": 0, "UNIT_PING_PONG": 0, "FAKED_WAITS": 0})


def totals_of(paths):
    """Read back from the files that are imported."""
    quick, totals = quick_types(), Totals()
    for path in paths:
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                totals.add(row, row["type"] in quick)
    return totals


def timed(what, run):
    begin = time.monotonic()
    result = run()
    print(f"    {what}: {time.monotonic() - begin:.1f} s", flush=True)
    return result


def import_passes(office, paths, count):
    for path in paths:
        code, report = timed(f"import of {path.name}", lambda: office.run(
            "importer", "import", str(path), f"--map={MAP}"))
        check("exit code", code, 0)
        check("rejected", report["rejected"], [])
        check("registered", report["registered"], count)


def check_counts(office, totals):
    _, stats = office.run("supervisor", "stats")
    check("cases", stats["cases"], totals.states.total())
    check("states", stats["by_state"], dict(totals.states))
    check("outcomes", stats["by_outcome"], dict(totals.outcomes))
    assert totals.figures["RETURNS"] > 0, "no case that went in is returned"
    check("returned", stats["returned"], totals.figures["RETURNS"])
    check("referred", stats["by_outcome"]["REFERRED_EXTERNAL"],
          totals.outcomes["REFERRED_EXTERNAL"])
    check("triaged", stats["triaged"], 0)


def sums_of(statistics):
    sums = {s["figure"].removeprefix("SHUTTLING_FIGURE_"): int(s["sum"]) for s in statistics}
    return collections.Counter(sums)


def check_shuttling(office, totals):
    code, all_cases = timed("stats shuttling", lambda: office.run(
        "supervisor", "stats", "shuttling", "--by=agency"))
    check("exit code", code, 0)
    check("cases measured", int(all_cases["case_count"]), totals.states.total())
    sums = sums_of(all_cases["statistics"])
    for figure, wanted in sorted(totals.figures.items()):
        check(f"shuttling {figure}", sums[figure], wanted)
    by_agency = collections.Counter()
    for row in all_cases["rows"]:
        by_agency.update(sums_of(row["statistics"]))
    for figure in ("HANDOVERS", "RETURNS"):
        check(f"{figure} of all agencies", by_agency[figure], totals.figures[figure])
    _, behind = timed("cases behind the returns", lambda: office.run(
        "supervisor", "stats", "shuttling", "--cases=returns", "--limit=0"))
    names = {one["name"] for one in behind["cases"]}
    check("cases behind the returns", len(names), totals.figures["RETURNS"])


def check_log(office, totals, path):
    code, _ = timed("export-log", lambda: office.run("supervisor", "export-log", str(path)))
    check("exit code", code, 0)
    with open(path, encoding="utf-8") as log:
        traces = sum(line.count("<trace>") for line in log)
    check("traces of the event log", traces, totals.states.total())


def wanted_every():
    for word in sys.argv[2:]:
        if word.startswith("--every="):
            return int(word.removeprefix("--every="))
    return 1 if os.environ.get("SKRANKE_LONG") == "1" else 60


def main():
    bin_dir = pathlib.Path(sys.argv[1]).resolve()
    if not CASES.exists():
        print(f"boston (four times) ... skipped '{CASES.name} is not there; "
              "SKRANKE_SHARED names the shared folder'")
        return 77
    with gzip.open(CASES, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    taken = sample(rows, wanted_every())
    print(f"{len(taken)} of {len(rows)} unique cases, {PASSES} times")
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        package = directory / "office"
        subprocess.run([ROOT / "tests/boston/make_office", package], check=True)
        paths = [directory / f"pass-{number}.csv" for number in range(PASSES)]
        for number, path in enumerate(paths):
            write_pass(path, taken, number)
        totals = totals_of(paths)
        office = Office(bin_dir, directory, package)
        try:
            import_passes(office, paths, len(taken))
            check_counts(office, totals)
            check_shuttling(office, totals)
            check_log(office, totals, directory / "log.xes")
            office.stop()
            verify = subprocess.run(
                [bin_dir / "skranked", f"--data_dir={directory}/data", "--verify"], check=False)
            check("verify", verify.returncode, 0)
        finally:
            office.process.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
