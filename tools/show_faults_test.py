#!/usr/bin/env python3
"""What tools/show_faults.py makes of ctest's log."""
import unittest

import show_faults


def log_of(*tests):
    return "".join(
        f"{i}/{len(tests)} Testing: {name}\n{i}/{len(tests)} Test: {name}\nOutput:\n{output}"
        f"<end of output>\nTest {end}.\n" for i, (name, output, end) in enumerate(tests, 1))


RAN = "faults: harness=kill count=300 seed=5 findings=0\n"
BIT = "faults: harness=kill teeth=6 caught=6\n"


class ShowFaults(unittest.TestCase):
    def rows(self, *tests):
        return show_faults.rows_of(log_of(*tests))

    def test_says_in_one_row_what_was_run_and_that_the_teeth_bit(self):
        self.assertEqual(self.rows(("kill_bites", BIT, "Passed"), ("kill", RAN, "Passed")),
                         [("kill", "300", "5", "0", "caught 6 of 6")])

    def test_says_what_was_found(self):
        found = "FOUND with --seed=5\nfaults: harness=kill seed=5 findings=1\n"
        self.assertEqual(self.rows(("kill", found, "Failed")),
                         [("kill", "-", "5", "1", "not run")])

    def test_never_calls_caught_what_was_not(self):
        for output, end in [("", "Passed"), (BIT, "Failed"), ("", "Failed"),
                            ("faults: harness=kill teeth=0 caught=0\n", "Passed"),
                            ("faults: harness=kill teeth=6 caught=5\n", "Passed")]:
            (row,) = self.rows(("kill_bites", output, end))
            self.assertTrue(row[4].startswith("NOT CAUGHT"), row)

    def test_shows_a_harness_that_was_cut_off_or_said_nothing(self):
        self.assertEqual(self.rows(("kill", "", "Failed"), ("kill_bites", BIT, "Passed"))[0][3],
                         "FAILED")
        self.assertEqual(self.rows(("kill", "", "Passed"), ("kill_bites", BIT, "Passed"))[0][3],
                         "SAID NOTHING")

    def test_shows_what_was_skipped(self):
        skipped = "skipped: no disk may be mounted\n"
        self.assertEqual(self.rows(("kill", skipped, "Passed"), ("kill_bites", skipped, "Passed")),
                         [("kill", "skipped", "-", "-", "skipped")])

    def test_leaves_other_tests_out(self):
        self.assertEqual(self.rows(("layers", "", "Passed"), ("engine_test", "", "Failed")), [])

    def test_aligns_its_columns(self):
        table = show_faults.table_of([("kill", "300", "5", "0", "caught 6 of 6")])
        heading, row = table.splitlines()
        self.assertEqual(heading.index("findings"), row.index(" 0 ") + 1)


if __name__ == "__main__":
    unittest.main()
