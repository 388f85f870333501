#!/usr/bin/env python3
"""The reference agency passes `skranke agency-conformance` over one way, and for each fault that it
can be given the suite fails and names the check that found it.

    python3 conformance_test.py --bin=DIR --package=DIR push|webhook|drop|pull|packet

Exits 77 (skipped, saying why) where what reads a packet is not installed.
"""
import argparse
import contextlib
import itertools
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tools/demo_day"))

from cli import Failed, expect  # noqa: E402
from office import Server  # noqa: E402
from people import people  # noqa: E402

SKIPPED = 77
SECONDS = 240
# What is waited for where an answer may be missing; the agency looks twice a second.
WAIT = 3
# Handed over at once, to one unit.
TASK, AGENCY, UNIT = "nav_dagpenger", "NAV", "ARBEID"
# Of a broken agency: a fault, and the checks that have to find it.
BROKEN = {
    "push": {"gaps": ["in-order"], "repeats": ["same-message-twice"],
             "acknowledgement": ["takes-a-hand-over", "over-what-was-given-up", "unknown-fields",
                                 "still-there"],
             "kinds": ["supplement", "correction", "reminder", "recall", "withdrawal",
                       "reopening"],
             "address": ["other-agency"]},
    "webhook": {"signature": ["no-signature", "bad-signature", "changed-body", "changed-id",
                              "old-timestamp", "future-timestamp"],
                "gaps": ["in-order"], "address": ["other-agency"]},
    "drop": {"hash": ["damaged-zip", "wrong-hash"], "gaps": ["in-order"],
             "address": ["other-agency", "wrong-name"]},
    "pull": {"acceptance": ["takes-and-accepts", "own-number", "withdrawn-meanwhile"]},
}


class Agency(Server):
    """skranke-agency; without gRPC it only says `ready`."""

    def _read_address(self, name):
        said = self._process.stdout.readline().split()
        if said[:1] != ["ready"]:
            self.kill()
            raise Failed(f"{name} did not get ready: {self.last_words()}")
        return said[1] if len(said) == 2 else ""

    def webhook(self):
        """The URL of its web server, which it says in its second line."""
        return self._process.stdout.readline().split()[1]


class Day:
    """The programs and a folder of one test."""

    def __init__(self, programs, package, folder):
        self._programs, self._package, self._folder = programs, package, folder
        self._person = next(itertools.islice(people(), 1, None))

    def folder(self, name):
        made = self._folder / name
        made.mkdir(parents=True, exist_ok=True)
        return made

    @contextlib.contextmanager
    def agency(self, behave, **flags):
        line = [str(self._programs / "skranke-agency"), "--dev", f"--agency={AGENCY}",
                f"--data_dir={self.folder('agency-' + behave.replace(':', '-'))}",
                f"--behave={behave}"]
        line += [f"--{name}={value}" for name, value in flags.items()]
        agency = Agency(line, self._folder / "agency.log")
        try:
            yield agency
        finally:
            agency.stop()

    @contextlib.contextmanager
    def office(self, *flags):
        office = Server([str(self._programs / "skranked"), "--dev",
                         f"--data_dir={self._folder}/office", f"--office={self._package}",
                         "--listen=127.0.0.1:0", *flags], self._folder / "office.log")
        try:
            yield office
        finally:
            office.stop()

    def suite(self, target, wait=WAIT, **flags):
        """The exit code of a run, and all that it says."""
        line = [str(self._programs / "skranke"), "agency-conformance", f"--target={target}",
                f"--agency={AGENCY}", f"--unit={UNIT}", f"--wait={wait}"]
        line += [f"--{name}={value}" for name, value in flags.items()]
        done = subprocess.run(line, capture_output=True, text=True, timeout=SECONDS, check=False)
        return done.returncode, done.stdout + done.stderr

    def office_suite(self, target, **flags):
        return self.suite(target, task=TASK, person=self._person, **{"as": "clerk"}, **flags)

    def key(self):
        """The suite's key, and its public half for the agency."""
        file = self._folder / "suite.key"
        done = subprocess.run([str(self._programs / "skranke"), "agency-conformance",
                               f"--key={file}"], capture_output=True, text=True, timeout=SECONDS,
                              check=True)
        return file, done.stdout.strip()


def passes(result):
    code, said = result
    expect(f"the reference agency passes: exit {code}\n{said}",
           code == 0 and "FAILED" not in said)


def fails(fault, checks, result):
    code, said = result
    for check in checks:
        expect(f"a fault of {fault} is found by {check}: exit {code}\n{said}",
               code == 1 and f"FAILED  {check}:" in said and "Instead: " in said
               and check in said.splitlines()[-1])


# An address where nobody is: the agency's own work does not matter here.
NOBODY = "127.0.0.1:1"


def push(day):
    def run(behave, wait=WAIT):
        with day.agency(behave, listen="127.0.0.1:0", office_server=NOBODY) as agency:
            return day.suite(f"grpc:{agency.address}", wait=wait)
    return run


def webhook(day):
    file, public = day.key()

    def run(behave):
        with day.agency(behave, webhook_port=0, webhook_key=public,
                        office_server=NOBODY) as agency:
            return day.suite(agency.webhook(), key=file)
    return run


class ClosesAtOnce(contextlib.AbstractContextManager):
    """Lays a receipt that closes the first case that comes, which nobody waits for."""

    def __init__(self, folder):
        self._folder = folder
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self.wrote = None

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()

    def _work(self):
        while self.wrote is None and not self._end.wait(0.02):
            for laid in (self._folder / "OUT").glob("[!.]*.zip"):
                receipt = self._folder / "RECEIPTS" / f"{laid.stem}.close.json"
                receipt.write_text("{}\n", encoding="ascii")
                self.wrote = receipt
                break


def drop(day):
    folder = day.folder("drop")
    day.folder("drop/OUT")
    day.folder("drop/RECEIPTS")

    def run(behave):
        with day.agency(behave, drop_dir=folder), ClosesAtOnce(folder) as hasty:
            result = day.suite(f"dir:{folder}")
        expect(f"{hasty.wrote} is taken away",
               hasty.wrote is not None and not hasty.wrote.exists())
        return result
    return run


def pull(day):
    def run(behave):
        with day.office() as office:
            with day.agency(behave, pull_units=UNIT, office_server=office.address):
                return day.office_suite(f"pull:{office.address}")
    return run


class PostRoom:
    """Reads each packet that is laid for it, as a scanner does, and types its code; `mistake` is
    made with what was read."""

    def __init__(self, folder, mistake):
        self._folder, self._mistake = folder, mistake
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()

    def _work(self):
        done = None
        while not self._end.wait(0.05):
            with contextlib.suppress(FileNotFoundError):
                packet = (self._folder / "packet.pdf").read_bytes()
                if packet != done:
                    done = packet
                    self._type(self._mistake(self._read()))

    def _read(self):
        text = subprocess.run(["pdftotext", "-layout", self._folder / "packet.pdf", "-"],
                              capture_output=True, text=True, timeout=SECONDS, check=True).stdout
        words = (word for word in text.split() if word.count("-") == 3 and len(word) == 19)
        return next(words)

    def _type(self, code):
        whole = self._folder / ".packet.txt"
        whole.write_text(code + "\n", encoding="ascii")
        whole.rename(self._folder / "packet.txt")


def run_packet(day):
    if shutil.which("pdftotext") is None:
        print("conformance (packet) ... skipped 'no pdftotext; tools/install brings it'")
        sys.exit(SKIPPED)
    folder = day.folder("paper")
    with day.office(f"--agency_endpoint={AGENCY}=paper:") as office:
        with PostRoom(folder, lambda code: code):
            passes(day.office_suite(f"packet:{folder}", server=office.address))
        with PostRoom(folder, lambda code: code[:-1] + ("3" if code[-1] == "2" else "2")):
            result = day.office_suite(f"packet:{folder}", server=office.address)
            fails("a misread character", ["reads-the-code", "accepts-by-code"], result)


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--bin", required=True, type=pathlib.Path)
    flags.add_argument("--package", required=True, type=pathlib.Path)
    flags.add_argument("way", choices=[*BROKEN, "packet"])
    arguments = flags.parse_args()
    with tempfile.TemporaryDirectory(prefix="skranke-conformance-") as folder:
        day = Day(arguments.bin.resolve(), arguments.package.resolve(), pathlib.Path(folder))
        if arguments.way == "packet":
            return run_packet(day)
        run = {"push": push, "webhook": webhook, "drop": drop, "pull": pull}[arguments.way](day)
        passes(run("accept"))
        for fault, checks in BROKEN[arguments.way].items():
            fails(fault, checks, run(f"broken:{fault}"))
        if arguments.way == "push":
            # No answer is no refusal; with a second each, for every check waits in vain.
            fails("hang", ["other-agency"], run("hang", wait=1))
    return None


main()
