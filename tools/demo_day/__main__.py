#!/usr/bin/env python3
"""A day at the sample office, played through the public API. Run by tools/demo.

    python3 tools/demo_day --bin=DIR [--once]
"""
import argparse
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

import agencies
import bulk
import council
import counter
import report
import story
from cli import Cli, Failed, expect
from office import Office
from people import organisation_number, people

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "deploy/offices/nordvik"
COUNCIL_PACKAGE = ROOT / "deploy/offices/sundby"
PUSHED = ("NAV", "POLITI")
BULK_CASES = 240
# A person of the package's test_persons.csv who is protected.
PROTECTED = "14837130140"


class SharedPeople:
    """New persons for scenes that run at the same time."""

    def __init__(self):
        self._lock = threading.Lock()
        self._people = people()

    def __iter__(self):
        return self

    def __next__(self):
        with self._lock:
            return next(self._people)


def import_bulk(cli, folder, person):
    file, map_file = bulk.write(folder, PACKAGE, PUSHED, person, BULK_CASES)
    first = cli.run("importer", "import", str(file), map=str(map_file))
    expect(f"all {BULK_CASES} rows are registered: {first}", first["registered"] == BULK_CASES)
    again = cli.run("importer", "import", str(file), map=str(map_file))
    expect("the same file again registers nothing",
           (again["registered"], again["duplicates"]) == (0, BULK_CASES))
    return None, f"In bulk: {BULK_CASES} cases of all channels imported; imported again: 0 new."


def scenes(cli, folder, person):
    """Name and play of every scene that needs no other; they run side by side."""
    with_people = (counter.quick_one, counter.two_steps, counter.one_guardian, counter.to_owner,
                   counter.outgrows_the_counter, counter.taken_back, counter.registered_twice,
                   counter.letter_of_yesterday, agencies.acute_aid, agencies.asked_back,
                   agencies.returned_and_rerouted, agencies.returned_to_sorting,
                   story.wrong_person_corrected)
    yield "the bulk import", lambda: import_bulk(cli, folder, person)
    for play in with_people:
        yield play.__name__, lambda play=play: play(cli, person)
    yield "widows_day", lambda: story.widows_day(cli, folder, person)
    yield "organisation", lambda: counter.organisation(cli, organisation_number(1000000))
    yield "protected_person", lambda: counter.protected_person(cli, PROTECTED)
    for play in (counter.foreign_citizen, counter.contacts, agencies.newcomer,
                 agencies.anonymous_concern):
        yield play.__name__, lambda play=play: play(cli)


def play(name, scene):
    """The scene's case and sentence; its failure says which scene it was."""
    try:
        case, sentence = scene()
    except Exception as error:
        raise Failed(f"scene {name}: {error}") from error
    print(f"  · {sentence}" + (f"\n      {case}" if case else ""), flush=True)
    return name, case


def play_day(cli, office, folder):
    """Plays everything; the cases by the names of their scenes."""
    person = SharedPeople()
    print("\nThe day:", flush=True)
    with ThreadPoolExecutor(4) as desks:
        running = [desks.submit(play, *scene) for scene in scenes(cli, folder, person)]
        played = [done.result() for done in running]
    down = "an agency is down"
    played.append(play(down, lambda: agencies.while_an_agency_is_down(cli, office, person)))
    return {name: case for name, case in played if case}


def tell(cli, told, programs):
    print("\nWhat the office counts:")
    for name, count in report.figures(cli, list(told.values())):
        print(f"  {name:<26}{count:>5}")
    case = told["returned_and_rerouted"]
    print(f"\nOne case's whole story, {case}:\n{cli.table('supervisor', 'case', 'history', case)}")
    print(f"\nAnd why it is where it is:\n{cli.table('supervisor', 'case', 'why', case)}")
    licence = told["outgrows_the_counter"]
    print(f"\nWhy the driving licence, {licence}, could not be finished at the counter:\n"
          f"{cli.table('supervisor', 'case', 'why', licence)}")
    program = pathlib.Path(os.path.relpath(programs / "skranke", ROOT))
    print("\nGo on by hand, while the office runs (from the project's folder):")
    for line in report.by_hand(cli, program, case):
        print(f"  {line}")


def adopt_a_list(programs, folder):
    """The other sample office changes its list; it is open for that only."""
    print("\nOpening the office of sundby, whose council changes the list …", flush=True)
    folder = folder / "council"
    folder.mkdir()
    office = Office(programs, folder, COUNCIL_PACKAGE, ())
    try:
        cli = Cli(programs / "skranke", office.address)
        for line in council.adopt(cli, COUNCIL_PACKAGE, folder):
            print(f"  {line}")
        print(f"\nIts public register:\n{cli.table('auditor', 'tasklist', 'register', council.NEXT)}")
    finally:
        office.close()


def run(programs, folder, once):
    adopt_a_list(programs, folder)
    print(f"Opening the office of nordvik and the agencies {' and '.join(PUSHED)} …", flush=True)
    office = Office(programs, folder, PACKAGE, PUSHED, on_paper=(story.ON_PAPER,))
    try:
        for code in PUSHED:
            office.open_agency(code)
        cli = Cli(programs / "skranke", office.address)
        told = play_day(cli, office, folder)
        tell(cli, told, programs)
        if not once:
            stay_open(office.address)
    finally:
        office.close()


def stay_open(address):
    print(f"\nThe office serves at {address}. Ctrl-C closes it.", flush=True)
    try:
        signal.pause()
    except KeyboardInterrupt:
        print("\nClosing the office …", flush=True)


def end(*_):
    raise KeyboardInterrupt


def main():
    flags = argparse.ArgumentParser(prog="tools/demo")
    flags.add_argument("--bin", required=True, type=pathlib.Path)
    flags.add_argument("--once", action="store_true")
    given = flags.parse_args()
    signal.signal(signal.SIGTERM, end)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="skranke-demo-"))
    try:
        run(given.bin.resolve(), folder, given.once)
    except KeyboardInterrupt:
        shutil.rmtree(folder)
        print("\ntools/demo: interrupted; nothing is left running", file=sys.stderr)
        return 130
    except (Failed, OSError, KeyError) as error:
        print(f"tools/demo: {error!s}\ntools/demo: the logs are in {folder}", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    print("Done: nothing is left running, nothing on the disk.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
