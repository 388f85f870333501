#!/usr/bin/env python3
"""What tools/show_skipped.py makes of ctest's output and log."""
import io
import unittest

import show_skipped

LOG = """[ RUN      ] TaskList.LoadsTheNorwegianList
libs/tasklist/list_test.cc:12: Skipped
no shared data: set SKRANKE_SHARED

[  SKIPPED ] TaskList.LoadsTheNorwegianList (0 ms)
[ RUN      ] TaskList.Sorts
[       OK ] TaskList.Sorts (0 ms)
[  SKIPPED ] 1 test, listed below:
[  SKIPPED ] TaskList.LoadsTheNorwegianList
test_import (boston_test.Boston.test_import) ... skipped 'no shared data'
"""


class ShowSkipped(unittest.TestCase):
    def test_names_each_skipped_test_once_with_its_reason(self):
        self.assertEqual(
            list(show_skipped.skips_of(LOG)),
            ["TaskList.LoadsTheNorwegianList: no shared data: set SKRANKE_SHARED",
             "test_import: no shared data"])

    def test_finds_none_where_none_was_skipped(self):
        self.assertEqual(list(show_skipped.skips_of("[       OK ] TaskList.Sorts (0 ms)\n")), [])

    def test_keeps_the_summary_for_the_end(self):
        sink = io.StringIO()
        summary = show_skipped.pass_on(["1/1 Passed\n", "100% tests passed, 0\n", "\n"], sink)
        self.assertEqual(sink.getvalue(), "1/1 Passed\n")
        self.assertEqual(summary, ["100% tests passed, 0\n", "\n"])


if __name__ == "__main__":
    unittest.main()
