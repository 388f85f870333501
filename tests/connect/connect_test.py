#!/usr/bin/env python3
"""Foreign clients speak the Connect protocol with an office: connect-node (clients.mjs) and buf.

    python3 connect_test.py --bin=DIR --package=DIR --protoc=FILE

Exits 77 (skipped, saying why) where they are not installed; `tools/install --browser` brings them.
"""
import argparse
import itertools
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tools/demo_day"))

from cli import expect  # noqa: E402
from office import Server  # noqa: E402
from people import people  # noqa: E402

SKIPPED = 77
SECONDS = 120
# buf ends with eight times the code.
NOT_FOUND = 5 * 8


class GatewayOffice(Server):
    """skranked with a gateway, whose address it says in its second line."""

    def __init__(self, programs, package, folder):
        super().__init__([str(programs / "skranked"), "--dev", f"--data_dir={folder}/office",
                          f"--office={package}", "--listen=127.0.0.1:0", "--gateway_port=0"],
                         folder / "office.log")
        said = self._process.stdout.readline().split()
        expect(f"it says where its gateway is: {said}", said[:1] == ["gateway"])
        self.gateway = f"http://{said[1]}"


def node():
    own = ROOT / "tools/node_modules/.bin/node"
    return str(own) if own.exists() else shutil.which("node")


def buf():
    found = sorted(HERE.glob("node_modules/@bufbuild/buf-*/bin/buf"))
    return str(found[0]) if found else None


def missing():
    """What is not installed; empty where everything is."""
    if not (HERE / "node_modules/@connectrpc/connect-node").is_dir():
        return "connect-node is not installed"
    if buf() is None:
        return "buf is not installed"
    return "" if node() else "no node"


def descriptors(protoc, folder):
    """What the office speaks, in a file."""
    out = folder / "office.binpb"
    protos = sorted((ROOT / "proto/skranke/v1").glob("*.proto"))
    subprocess.run([protoc, f"--proto_path={ROOT}/proto", "--include_imports",
                    f"--descriptor_set_out={out}", *protos,
                    ROOT / "proto/google/rpc/error_details.proto"], check=True, timeout=SECONDS)
    return out


def connect_node(office, folder, protoc):
    persons = ",".join(itertools.islice(people(), 4))
    environment = {**os.environ, "OFFICE": office.gateway, "PERSONS": persons,
                   "DESCRIPTORS": str(descriptors(protoc, folder))}
    done = subprocess.run([node(), "--test", str(HERE / "clients.mjs")], env=environment,
                          timeout=SECONDS, check=False)
    expect("connect-node is content", done.returncode == 0)


def curl(office, method, body):
    """What `buf curl` ends with and says."""
    done = subprocess.run(
        [buf(), "curl", "--schema", str(ROOT / "proto"), "--protocol", "connect",
         "-H", "skranke-dev-caller: clerk", "-d", body,
         f"{office.gateway}/skranke.v1.{method}"],
        capture_output=True, text=True, timeout=SECONDS, check=False)
    return done.returncode, done.stdout + done.stderr


def foreign_go(office):
    """A client in Go, which sends an empty message as a body of no chunk."""
    code, said = curl(office, "DirectoryService/GetDirectory", "{}")
    expect(f"buf reads the directory: {code}, {said[:300]}", code == 0 and "nordvik" in said)
    code, said = curl(office, "FrontDeskService/GetCase", '{"name":"cases/00000000000"}')
    expect(f"buf is told that there is no such case: {code}, {said}",
           code == NOT_FOUND and "not_found" in said and "google.rpc.ErrorInfo" in said)


def run(arguments, folder):
    office = GatewayOffice(arguments.bin.resolve(), arguments.package.resolve(), folder)
    try:
        connect_node(office, folder, arguments.protoc)
        foreign_go(office)
    finally:
        office.stop()
    print("connect-node and buf are content")


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--bin", required=True, type=pathlib.Path)
    flags.add_argument("--package", required=True, type=pathlib.Path)
    flags.add_argument("--protoc", required=True)
    arguments = flags.parse_args()
    why = missing()
    if why:
        # As unittest says it, so that tools/test repeats it before its summary.
        print(f"connect (foreign clients) ... skipped '{why}; tools/install --browser brings it'")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory(prefix="skranke-connect-") as folder:
        run(arguments, pathlib.Path(folder))


main()
