#!/usr/bin/env python3
"""An agency that fetches by Connect JSON with nothing but Python's own library passes
`skranke agency-conformance --target=pull:…`, and one that takes and accepts nothing fails.

    python3 connect_pull_test.py --bin=DIR --package=DIR
"""
import argparse
import contextlib
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tools/demo_day"))

from cli import expect  # noqa: E402
from office import Server  # noqa: E402
from people import people  # noqa: E402

SECONDS = 240
# What the suite waits for a case to be accepted; the agency asks five times a second.
WAIT = 5
ASKS_EVERY = 0.2
# Handed over at once, to one unit.
TASK, AGENCY, UNIT = "nav_dagpenger", "NAV", "ARBEID"


class GatewayOffice(Server):
    """skranked with a gateway, whose address it says in its second line."""

    def __init__(self, programs, package, folder):
        super().__init__([str(programs / "skranked"), "--dev", f"--data_dir={folder}/office",
                          f"--office={package}", "--listen=127.0.0.1:0", "--gateway_port=0"],
                         folder / "office.log")
        said = self._process.stdout.readline().split()
        expect(f"it says where its gateway is: {said}", said[:1] == ["gateway"])
        self.gateway = f"http://{said[1]}"


class Puller:
    """An agency on a thread: takes what waits for its unit and, where it `accepts`, accepts it."""

    def __init__(self, gateway, accepts):
        self._desk = f"{gateway}/skranke.v1.AgencyDeskService"
        self._accepts = accepts
        self._numbers = itertools.count(1)
        # No proxy of this machine's leads to the office.
        self._web = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()

    def _work(self):
        while not self._end.wait(ASKS_EVERY):
            item = self._call("TakeNext", unit=UNIT).get("workItem")
            if item and self._accepts:
                self._accept(item)

    def _accept(self, item):
        case = item["citizenCase"]
        # Taken back by the citizen meanwhile: nothing is left to accept.
        with contextlib.suppress(urllib.error.HTTPError):
            self._call("AcceptCase", name=case["name"], etag=case["etag"],
                       token=item["lease"]["token"],
                       agencyCaseNumber=f"JSON-{next(self._numbers)}")

    def _call(self, method, **fields):
        body = json.dumps({"requestId": uuid.uuid4().hex, **fields}).encode()
        headers = {"content-type": "application/json", "connect-protocol-version": "1",
                   "skranke-dev-caller": AGENCY}
        request = urllib.request.Request(f"{self._desk}/{method}", body, headers)
        with self._web.open(request, timeout=SECONDS) as answer:
            return json.load(answer)


def suite(programs, office, person):
    """The exit code of a run, and all that it says."""
    done = subprocess.run([str(programs / "skranke"), "agency-conformance",
                           f"--target=pull:{office.address}", f"--agency={AGENCY}",
                           f"--unit={UNIT}", f"--wait={WAIT}", f"--task={TASK}",
                           f"--person={person}", "--as=clerk"],
                          capture_output=True, text=True, timeout=SECONDS, check=False)
    return done.returncode, done.stdout + done.stderr


def run(programs, package, folder):
    person = next(itertools.islice(people(), 1, None))
    office = GatewayOffice(programs, package, folder)
    try:
        with Puller(office.gateway, accepts=True):
            code, said = suite(programs, office, person)
            expect(f"an agency that fetches JSON passes: exit {code}\n{said}",
                   code == 0 and "FAILED" not in said)
        with Puller(office.gateway, accepts=False):
            code, said = suite(programs, office, person)
            expect(f"one that accepts nothing fails: exit {code}\n{said}",
                   code == 1 and "FAILED  takes-and-accepts:" in said)
    finally:
        office.stop()


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--bin", required=True, type=pathlib.Path)
    flags.add_argument("--package", required=True, type=pathlib.Path)
    arguments = flags.parse_args()
    with tempfile.TemporaryDirectory(prefix="skranke-connect-pull-") as folder:
        run(arguments.bin.resolve(), arguments.package.resolve(), pathlib.Path(folder))


main()
