"""Made-up people and organisations with the numbers that --dev takes.

A synthetic Norwegian number is a real one with 80 added to the month; its two control digits are
right, so that everything that checks them is really used.
"""
import datetime

FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
ORGANISATION_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def control_digit(digits, weights):
    """The digit that makes the weighted sum a multiple of 11; None where that would be 10."""
    digit = -sum(digit * weight for digit, weight in zip(digits, weights)) % 11
    return None if digit == 10 else digit


def with_control_digits(text, *all_weights):
    """`text` with one control digit for each weights; None where there is none."""
    digits = [int(character) for character in text]
    for weights in all_weights:
        digit = control_digit(digits, weights)
        if digit is None:
            return None
        digits.append(digit)
    return "".join(map(str, digits))


def person_number(birth, individual):
    """The number of the synthetic person; None where the control digits rule it out."""
    day = f"{birth.day:02}{birth.month + 80:02}{birth.year % 100:02}"
    return with_control_digits(f"{day}{individual:03}", FIRST_WEIGHTS, SECOND_WEIGHTS)


def people(first_year=1940):
    """Numbers of ever new persons, always the same ones in the same order."""
    birth = datetime.date(first_year, 1, 1)
    while birth.year < 2000:
        # 000 to 499 belong to those born before 2000.
        for individual in range(birth.day, 500, 97):
            number = person_number(birth, individual)
            if number:
                yield number
                break
        birth += datetime.timedelta(days=3)


def organisation_number(serial):
    """The first organisation number from 3xx xxx xx on that has a control digit; 3 is synthetic."""
    while True:
        number = with_control_digits(f"3{serial:07}", ORGANISATION_WEIGHTS)
        if number:
            return number
        serial += 1
