#!/usr/bin/env python3
"""A list that `tasklist export --dmn` wrote opens in a foreign editor, and what that editor saves
is the same list.

    python3 dmn_js_test.py --bin=DIR --package=DIR

Exits 77 (skipped, saying why) where the browser or the editor is not installed; `tools/install
--browser` brings both.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tools/demo_day"))

from cli import Cli, expect  # noqa: E402
from office import Office  # noqa: E402

SKIPPED = 77


def missing():
    """What is not installed; empty where everything is."""
    chromium = os.environ.get("SKRANKE_CHROMIUM", "/usr/bin/chromium")
    if not os.path.exists(chromium):
        return f"no browser at {chromium}"
    if not (HERE / "node_modules/dmn-js").is_dir():
        return "dmn-js is not installed"
    return "" if node() else "no node"


def node():
    own = ROOT / "tools/node_modules/.bin/node"
    return str(own) if own.exists() else shutil.which("node")


def edited_and_saved(file, folder):
    """The file after the editor has opened it, shown every table and saved it."""
    saved = folder / "saved.dmn"
    done = subprocess.run([node(), str(HERE / "round_trip.mjs"), str(file), str(saved)],
                          capture_output=True, text=True, timeout=300, check=False)
    expect(f"the editor takes the list without a word: {done.stderr.strip()}",
           done.returncode == 0)
    print(done.stdout, end="")
    return saved


def run(programs, package, folder):
    office = Office(programs, folder, package, ())
    try:
        cli = Cli(programs / "skranke", office.address)
        exported = folder / "exported.dmn"
        first = cli.run("rule_owner", "tasklist", "export", dmn=str(exported))
        saved = edited_and_saved(exported, folder)
        expect("the editor writes other bytes", saved.read_bytes() != exported.read_bytes())
        again = cli.run("rule_owner", "tasklist", "import-dmn", str(saved), out=str(folder / "csv"))
        expect(f"the hash is the same: {first['hash']} and {again['hash']}",
               first["hash"] == again["hash"])
        print(f"list {first['version']}: the same hash after dmn-js, {first['hash']}")
    finally:
        office.close()


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--bin", required=True, type=pathlib.Path)
    flags.add_argument("--package", required=True, type=pathlib.Path)
    arguments = flags.parse_args()
    why = missing()
    if why:
        # As unittest says it, so that tools/test repeats it before its summary.
        print(f"dmn_js (browser) ... skipped '{why}; tools/install --browser brings it'")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory(prefix="skranke-dmn-js-") as folder:
        run(arguments.bin.resolve(), arguments.package.resolve(), pathlib.Path(folder))


main()
