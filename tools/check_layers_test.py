#!/usr/bin/env python3
"""Small trees, each with one file: the rule it breaks is seen, the one beside it is let through."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

import check_layers

CHECK = pathlib.Path(check_layers.__file__)

# path, what it includes, the rule it breaks ("" where it may).
CASES = (
    # base stands alone.
    ("libs/base/clock.h", '"libs/base/mutex.h"', ""),
    ("libs/base/clock.h", "<vector>", ""),
    ("libs/base/clock.h", '"absl/time/time.h"', ""),
    ("libs/base/clock.h", '"libs/store/store.h"', "base may not use store"),
    ("libs/base/clock.h", '"skranke/v1/case.pb.h"', "base may not use v1"),
    # The leaves use base alone.
    ("libs/decision/table.cc", '"libs/base/csv.h"', ""),
    ("libs/decision/table.cc", '"libs/casework/judge.h"', "decision may not use casework"),
    ("libs/calendar/day.cc", '"libs/identity/country.h"', "calendar may not use identity"),
    ("libs/identity/number.cc", '"libs/calendar/day.h"', "identity may not use calendar"),
    ("libs/ledger/tree.cc", '"libs/store/store.h"', "ledger may not use store"),
    ("libs/vault/keys.cc", '"libs/store/store.h"', "vault may not use store"),
    ("libs/store/store.h", '"libs/engine/writer.h"', "store may not use engine"),
    # RocksDB stays in its room.
    ("libs/store/rocksdb/a.cc", "<rocksdb/db.h>", ""),
    ("libs/store/rocksdb/a.cc", '"libs/store/store.h"', ""),
    ("libs/store/rocksdb/a_test.cc", '"rocksdb/db.h"', ""),
    ("libs/store/store.cc", '"rocksdb/db.h"', "rocksdb/ belongs to store/rocksdb only"),
    ("tests/crash/main.cc", '"rocksdb/db.h"', "rocksdb/ belongs to store/rocksdb only"),
    ("services/skranked/main.cc", '"rocksdb/db.h"', "rocksdb/ belongs to store/rocksdb only"),
    ("libs/store/store.cc", '"libs/store/rocksdb/a.h"', "store may not use store/rocksdb"),
    # The rules.
    ("libs/directory/office.h", '"skranke/storage/v1/office.pb.h"', ""),
    ("libs/directory/office.h", '"libs/calendar/day.h"', ""),
    ("libs/directory/office.h", '"skranke/v1/office.pb.h"', "directory may not use v1"),
    ("libs/tasklist/list.h", '"libs/decision/table.h"', ""),
    ("libs/tasklist/list.h", '"libs/access/roles.h"', "tasklist may not use access"),
    ("libs/access/roles.h", '"libs/directory/office.h"', ""),
    ("libs/access/roles.h", '"libs/tasklist/list.h"', "access may not use tasklist"),
    ("libs/casework/judge.h", '"skranke/v1/case.pb.h"', ""),
    ("libs/casework/judge.h", '"libs/decision/table.h"', "casework may not use decision"),
    ("libs/casework/judge.h", '"libs/engine/view.h"', "casework may not use engine"),
    # The engine knows no wire.
    ("libs/engine/writer.h", '"libs/store/store.h"', ""),
    ("libs/engine/writer.h", '"skranke/storage/v1/event.pb.h"', ""),
    ("libs/engine/writer.h", '"skranke/v1/case.pb.h"', "engine may not use v1"),
    ("libs/engine/writer.h", '"libs/store/rocksdb/a.h"', "engine may not use store/rocksdb"),
    ("libs/engine/writer.h", '"libs/rpc/table.h"', "engine may not use rpc"),
    # gRPC stays in rpc and mains.
    ("libs/rpc/server.h", "<grpcpp/grpcpp.h>", ""),
    ("libs/rpc/client/channel.h", "<grpcpp/channel.h>", ""),
    ("services/agency/main.cc", "<grpcpp/grpcpp.h>", ""),
    ("tools/skranke/main.cc", "<grpcpp/grpcpp.h>", ""),
    ("tools/measure/main_echo.cc", "<grpcpp/grpcpp.h>", ""),
    ("libs/engine/writer.h", "<grpcpp/grpcpp.h>", "grpcpp/ belongs to rpc"),
    ("services/frontdesk/register.cc", "<grpcpp/grpcpp.h>", "grpcpp/ belongs to rpc"),
    ("tools/measure/echo.cc", "<grpcpp/grpcpp.h>", "grpcpp/ belongs to rpc"),
    ("libs/rpc/server.h", '"google/rpc/status.pb.h"', ""),
    ("libs/rpc/server.h", '"libs/store/store.h"', "rpc may not use store"),
    ("libs/rpc/client/channel.h", '"libs/rpc/server.h"', "rpc/client may not use rpc"),
    ("libs/rpc/client/channel.h", '"libs/engine/writer.h"', "rpc/client may not use engine"),
    ("libs/gateway/http.h", '"libs/rpc/client/channel.h"', ""),
    ("libs/gateway/http.h", '"libs/engine/writer.h"', "gateway may not use engine"),
    # Services never use each other, nor a store, but for the agency's own.
    ("services/frontdesk/register.cc", '"libs/casework/judge.h"', ""),
    ("services/frontdesk/register.cc", '"services/frontdesk/register.h"', ""),
    ("services/forwarding/push.cc", '"libs/rpc/client/channel.h"', ""),
    ("services/frontdesk/register.cc", '"services/agencydesk/accept.h"',
     "services/frontdesk may not use services/agencydesk"),
    ("services/frontdesk/register.cc", '"libs/store/store.h"', "may not use store"),
    ("services/frontdesk/register.cc", '"libs/ledger/tree.h"', "may not use ledger"),
    ("services/agency/inbox.cc", '"libs/store/store.h"', ""),
    ("services/agency/inbox.cc", '"libs/store/rocksdb/a.h"',
     "services/agency may not use store/rocksdb"),
    ("services/agency/inbox.cc", '"services/frontdesk/register.h"', "may not use services/frontdesk"),
    ("services/skranked/main.cc", '"services/frontdesk/register.h"', ""),
    ("services/skranked/main.cc", '"libs/store/rocksdb/a.h"', ""),
    # The command line reaches the office as any other caller does.
    ("tools/skranke/import.cc", '"libs/rpc/client/channel.h"', ""),
    ("tools/skranke/import.cc", '"libs/engine/writer.h"', "tools/skranke may not use engine"),
    ("tools/skranke/main.cc", '"libs/store/store.h"', "tools/skranke may not use store"),
    ("tools/skranke/verify.cc", '"libs/store/rocksdb/a.h"', ""),
    ("tools/skranke/verify.cc", '"libs/engine/writer.h"', "may not use engine"),
    # libs/testing is for tests.
    ("libs/base/clock_test.cc", '"libs/testing/temp_dir.h"', ""),
    ("libs/testing/temp_dir.cc", '"libs/testing/temp_dir.h"', ""),
    ("libs/store/store_conformance.h", '"libs/testing/temp_dir.h"', ""),
    ("libs/rpc/test_desk.h", '"libs/testing/temp_dir.h"', ""),
    ("libs/rpc/server_test.cc", '"libs/rpc/test_desk.h"', ""),
    ("libs/rpc/server.cc", '"libs/rpc/test_desk.h"', "is used by tests alone"),
    ("libs/store/store.cc", '"libs/store/store_conformance.h"', "is used by tests alone"),
    ("services/skranked/main.cc", '"tests/crash/cycle.h"', "is used by tests alone"),
    ("libs/casework/installation.h", '"libs/directory/test_persons.h"', ""),
    ("libs/testing/office.cc", '"libs/engine/writer.h"', ""),
    ("tests/crash/cycle.cc", '"libs/testing/temp_dir.h"', ""),
    ("libs/base/clock.cc", '"libs/testing/temp_dir.h"', "is used by tests alone"),
    ("services/skranked/main.cc", '"libs/testing/temp_dir.h"', "is used by tests alone"),
    # The wire and the disk are different packages.
    ("proto/skranke/v1/case.proto", '"google/protobuf/timestamp.proto"', ""),
    ("proto/skranke/v1/case.proto", '"skranke/v1/party.proto"', ""),
    ("proto/skranke/v1/case.proto", '"skranke/storage/v1/event.proto"', "v1 may not use storage.v1"),
    ("proto/skranke/storage/v1/event.proto", '"skranke/v1/case.proto"', "storage.v1 may not use v1"),
    # A room nobody drew.
    ("libs/misc/all.h", '"libs/base/clock.h"', "the room misc has no arrows"),
)



def write(root, path, text):
    source = pathlib.Path(root, path)
    source.parent.mkdir(parents=True)
    source.write_text(text, encoding="utf-8")


def faults_of(path, included):
    word = f"import {included};" if path.endswith(".proto") else f"#include {included}"
    with tempfile.TemporaryDirectory() as root:
        write(root, path, f"// first line\n{word}\n")
        return list(check_layers.check(pathlib.Path(root)))


def run_on(text):
    with tempfile.TemporaryDirectory() as root:
        write(root, "libs/base/a.h", text)
        return subprocess.run([sys.executable, CHECK, root], capture_output=True, text=True)


class CheckLayers(unittest.TestCase):
    def test_lets_through_and_refuses_by_the_table(self):
        for path, included, rule in CASES:
            with self.subTest(path=path, included=included):
                faults = faults_of(path, included)
                self.assertEqual(len(faults), 1 if rule else 0, faults)
                for fault in faults:
                    self.assertTrue(fault.startswith(f"{path}:2: "), fault)
                    self.assertIn(rule, fault)

    def test_prints_every_fault_and_exits_1(self):
        done = run_on('#include "libs/rpc/a.h"\n  #  include <rocksdb/db.h>\n')
        self.assertEqual(len(done.stdout.splitlines()), 2)
        self.assertEqual(done.returncode, 1)

    def test_is_silent_and_exits_0_without_faults(self):
        done = run_on("#include <vector>\n")
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()
