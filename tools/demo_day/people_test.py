#!/usr/bin/env python3
"""Tests of people.py against numbers that were published or computed elsewhere."""
import datetime
import itertools
import unittest

import people


class PeopleTest(unittest.TestCase):
    def test_adds_eighty_to_the_month_and_both_control_digits(self):
        # From the sample office's test_persons.csv, whose numbers the loader checked.
        self.assertEqual(people.person_number(datetime.date(1971, 3, 14), 301), "14837130140")

    def test_gives_none_where_a_control_digit_would_be_ten(self):
        numbers = [people.person_number(datetime.date(1980, 1, 1), i) for i in range(100)]
        self.assertIn(None, numbers)
        self.assertIn("01818000010", numbers)

    def test_never_gives_a_number_twice(self):
        numbers = list(itertools.islice(people.people(), 1000))
        self.assertEqual(len(set(numbers)), 1000)
        self.assertTrue(all(len(number) == 11 for number in numbers))

    def test_gives_organisations_nine_digits_that_sum_to_a_multiple_of_eleven(self):
        number = people.organisation_number(1234567)
        weights = people.ORGANISATION_WEIGHTS + (1,)
        self.assertEqual(sum(int(d) * w for d, w in zip(number, weights)) % 11, 0)
        self.assertEqual(len(number), 9)


if __name__ == "__main__":
    unittest.main()
