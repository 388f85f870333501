#!/usr/bin/env python3
"""Holds the arrows of the house: which room may include from which.

Reads every #include and every proto import under libs/, services/, tools/, tests/ and proto/, prints
`file:line: broken rule` for each that the table below does not allow, and exits 1 if there is one.

    tools/check_layers.py [ROOT]     ROOT: the checkout, by default the one this file is in
"""
import pathlib
import re
import sys

# Who -> whom, in the words of the design's section 1. A room may always use itself. Arrows are not
# passed on: what a room includes, it names. `rpc` is the whole room with its callers (rpc/client);
# `rpc/client` alone is the part that knows no engine. `store` is the interface alone, and what lies
# inside it may use base as it does.
ARROWS = """
base            ->
decision        -> base
calendar        -> base
identity        -> base
ledger          -> base
vault           -> base
store           -> base
store/rocksdb   -> store base
store/postgres  -> store base
directory       -> base calendar storage.v1
tasklist        -> decision directory calendar base storage.v1
access          -> directory base storage.v1
casework        -> tasklist directory calendar identity access base storage.v1 v1
engine          -> casework access store ledger vault base storage.v1
rpc/client      -> base v1
rpc             -> rpc/client engine casework access base v1
gateway         -> rpc base
services/*      -> engine casework tasklist directory identity calendar access rpc base storage.v1 v1
services/agency -> engine casework tasklist directory identity calendar access rpc base storage.v1 v1 store
tools/skranke   -> rpc/client base ledger v1
tools/skranke/verify -> rpc/client base ledger v1 store store/rocksdb
main            -> all
test            -> all testing
testing         -> all
v1              ->
storage.v1      ->
"""

# Foreign headers that stay in their place: prefix -> (rooms, are mains allowed).
FENCED = {
    "rocksdb/": (("store/rocksdb",), False),
    "grpcpp/": (("rpc", "rpc/client"), True),
}

# Longest prefix first. The last column is the room; `{}` is the next path component.
PLACES = (
    ("proto/skranke/storage/v1/", "storage.v1"),
    ("proto/skranke/v1/", "v1"),
    ("proto/google/rpc/", "v1"),
    ("skranke/storage/v1/", "storage.v1"),
    ("skranke/v1/", "v1"),
    ("google/rpc/", "v1"),
    ("libs/store/rocksdb/", "store/rocksdb"),
    ("libs/store/postgres/", "store/postgres"),
    ("libs/rpc/client/", "rpc/client"),
    ("libs/", "{}"),
    # The assembling of a whole installation: its main, and what its main and tests share.
    ("services/skranked/", "main"),
    ("services/", "services/{}"),
    ("tools/skranke/verify", "tools/skranke/verify"),
    ("tools/skranke/", "tools/skranke"),
    ("tools/", "main"),
    ("tests/", "test"),
)

MAIN = re.compile(r"(services/([^/]+/)?main|tools/[^/]+/main\w*)\.cc")
# A room's tests, and what several of them share: a fixture, rpc's desk, a conformance suite. (The
# names alone do not tell: test_persons.h and unary_test.h are nouns of the office.)
TEST = re.compile(r"tests/.*|.*_test\.cc|(.*/)?(\w+_fixture|test_desk|\w+_conformance)\.(cc|h)")
INCLUDE = re.compile(r'\s*#\s*include\s*[<"]([^>"]+)[>"]')
IMPORT = re.compile(r'\s*import\s+(?:public\s+|weak\s+)?"([^"]+)"')
ROOTS = ("libs", "services", "tools", "tests", "proto")


def read_arrows(text):
    arrows = {}
    for line in text.strip().splitlines():
        room, targets = line.split("->")
        arrows[room.strip()] = frozenset(targets.split())
    return arrows


def place_of(path):
    """The room that owns a path, or None for what is not ours (or the system's)."""
    for prefix, room in PLACES:
        if path.startswith(prefix):
            return room.format(path[len(prefix):].split("/")[0])
    return None


def is_main(path):
    return MAIN.fullmatch(path) is not None


def role_of(path):
    """Which line of the table a file stands under: a main and a test see more than their room."""
    if TEST.fullmatch(path):
        return "test"
    room = place_of(path)
    if is_main(path) and not room.startswith("tools/skranke"):
        return "main"
    return room


def arrows_of(arrows, role):
    return arrows.get(role, arrows["services/*"] if role.startswith("services/") else None)


def allows(targets, home, target):
    if target == home or target in targets:
        return True
    if target == "rpc/client" and "rpc" in targets:
        return True
    return "all" in targets and target != "testing"


def broken_rule(arrows, path, included):
    """Why this file may not include that; None where it may."""
    role, home = role_of(path), place_of(path)
    for prefix, (rooms, mains) in FENCED.items():
        if included.startswith(prefix):
            fine = home in rooms or (mains and is_main(path))
            where = " and ".join(rooms) + (" and mains" if mains else "")
            return None if fine else f"{prefix} belongs to {where} only"
    # What is for tests alone is as good as libs/testing, wherever it lies.
    target = "testing" if TEST.fullmatch(included) else place_of(included)
    if target is None:
        return None
    targets = arrows_of(arrows, role)
    if targets is None:
        return f"the room {role} has no arrows in tools/check_layers.py"
    if allows(targets, home, target):
        return None
    if target == "testing":
        return "what is for tests is used by tests alone"
    return f"{role} may not use {target}"


def dependencies(path, text):
    pattern = IMPORT if path.endswith(".proto") else INCLUDE
    for number, line in enumerate(text.splitlines(), start=1):
        found = pattern.match(line)
        if found:
            yield number, found.group(1)


def sources(root):
    for top in ROOTS:
        for path in sorted((root / top).rglob("*")):
            if path.suffix in (".h", ".cc", ".proto") and "node_modules" not in path.parts:
                yield path


def check(root):
    arrows = read_arrows(ARROWS)
    for source in sources(root):
        path = source.relative_to(root).as_posix()
        for number, included in dependencies(path, source.read_text(encoding="utf-8")):
            rule = broken_rule(arrows, path, included)
            if rule:
                yield f"{path}:{number}: {rule} ({included})"


def main(arguments):
    root = pathlib.Path(arguments[0] if arguments else pathlib.Path(__file__).parent.parent)
    faults = list(check(root.resolve()))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
