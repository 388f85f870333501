#!/usr/bin/env python3
"""Runs dmn_eval on a small table, by the standard and by the strict profile: dmn_eval_test.py BIN."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

BIN = ""
MODEL = """<definitions name="m" namespace="m" xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">
<inputData id="i" name="age"><variable name="age" typeRef="number"/></inputData>
<decision name="Route"><informationRequirement><requiredInput href="#i"/></informationRequirement>
<decisionTable hitPolicy="FIRST">
<input><inputExpression typeRef="number"><text>age</text></inputExpression></input>
<output typeRef="string"/>
<rule><inputEntry><text>&gt;= 67</text></inputEntry>
<outputEntry><text>"PENSION"</text></outputEntry></rule>
<rule><inputEntry><text>not(&gt;= LIMIT)</text></inputEntry>
<outputEntry><text>"WORK"</text></outputEntry></rule>
<rule><inputEntry><text>-</text></inputEntry>
<outputEntry><text>"ALL"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""


class DmnEval(unittest.TestCase):
    def run_on(self, limit, *flags):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "m.dmn"
            path.write_text(MODEL.replace("LIMIT", limit))
            done = subprocess.run([BIN, str(path), "Route", *flags], capture_output=True, text=True)
            return done.returncode, done.stdout, done.stderr

    def test_takes_the_next_row_by_the_standard(self):
        self.assertEqual(self.run_on("67"), (0, '"ALL"\n', ""))

    def test_sends_what_is_unknown_to_a_person_with_strict(self):
        code, out, err = self.run_on("67", "--strict")
        self.assertEqual((code, out), (3, "null\n"))
        self.assertIn('row 1, column "age": the fact is missing', err)

    def test_decides_the_same_where_all_is_known(self):
        for flags in ((), ("--strict",)):
            self.assertEqual(self.run_on("67", '--facts={"age": 66}', *flags)[:2], (0, '"WORK"\n'))

    def test_refuses_a_computed_cell_with_strict(self):
        self.assertEqual(self.run_on("60 + 7", '--facts={"age": 66}')[:2], (0, '"WORK"\n'))
        code, out, err = self.run_on("60 + 7", '--facts={"age": 66}', "--strict")
        self.assertEqual((code, out), (1, ""))
        self.assertIn('m.dmn:9:19: table "Route", row 2, column "age"', err)

    def test_says_how_it_is_used(self):
        done = subprocess.run([BIN], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--strict", done.stderr)


if __name__ == "__main__":
    BIN = sys.argv.pop(1)
    unittest.main()
