"""What goes wrong on any day, and what keeps the citizen from being sent around because of it."""
import pathlib

from cli import expect, state_of
from counter import register

# Gets its cases on paper; see office.py.
ON_PAPER = "TINGRETT"


def part_of(bundle, task):
    return next(part for part in bundle["parts"] if part["task"] == task)


def wrong_person_corrected(cli, person):
    """Two sisters: the wrong one was registered, and NAV has been told already."""
    wrong, right = next(person), next(person)
    case = register(cli, "clerk", "nav_alderspensjon", "phone", "ROUTED", person=wrong)["name"]
    cli.wait_for_state(case, "ACCEPTED", "IN_PROGRESS")
    cli.run("clerk", "correct", case, person=right,
            reason="Søstrene ble forvekslet: saken gjelder den eldste.")
    still = cli.run("clerk", "case", "find-open", person=wrong).get("open_cases", [])
    expect("the first sister no longer has the case", case not in [one["name"] for one in still])
    now = cli.run("clerk", "case", "find-open", person=right)["open_cases"]
    expect("the other one has it", case in [one["name"] for one in now])
    listed = cli.run("data_protection", "wrong-persons", limit=0)["cases"]
    expect("the data protection officer sees who had been told",
           any(one["name"] == case and "NAV" in one["agencies"] for one in listed))
    return case, ("Registered on the wrong sister: corrected; NAV is told, her views are empty, and "
                  "the 72 hours of the data protection officer run.")


def widow(cli, person):
    """One visit, one answer; each agency gets its own part and nothing of the others."""
    bundle = cli.run("clerk", "bundle", "register", "death", channel="counter", person=next(person),
                     fact="death_date=2026-11-02", document="original_document=Dødsattest",
                     signature="estate_declaration:applicant",
                     consent="sosial_gjeldsradgivning:refused")["bundle"]
    sent = [part for part in bundle["parts"] if part.get("citizen_case")]
    held = part_of(bundle, "sosial_gjeldsradgivning")
    expect("four parts are on their way", len(sent) == 4)
    expect("what she did not consent to is not sent", not held.get("citizen_case"))
    cli.run("clerk", "bundle", "consent", bundle["name"], task="sosial_gjeldsradgivning",
            decision="given")
    after = cli.run("clerk", "bundle", "show", bundle["name"])["bundle"]
    expect("once she consents it is",
           bool(part_of(after, "sosial_gjeldsradgivning").get("citizen_case")))
    return after, ("A widow, one visit: pension, probate, tax and a certified copy go their own "
                   "ways; debt advice waits for her consent, which she gives later.")


def on_paper(cli, folder, bundle):
    """The court has no system: what it gets is printed, and its receipt is read back."""
    case = part_of(bundle, "tingrett_skifte")["citizen_case"]
    file = pathlib.Path(folder) / "skifte.pdf"
    code = cli.run("clerk", "packet", case, str(file))["packet_code"]
    expect("the packet is a PDF", file.read_bytes().startswith(b"%PDF-"))
    altered = code[:-1] + ("A" if code[-1] != "A" else "B")
    reason = cli.refused("clerk", "accept-packet", altered)
    expect(f"an altered code is refused, as {reason}",
           reason in ("INVALID_FIELD", "PACKET_NOT_FOUND"))
    reply = cli.run("clerk", "accept-packet", code, number="26-104432DFA")
    expect("the court's receipt makes it accepted", state_of(reply["citizen_case"]) == "ACCEPTED")
    return case, f"{ON_PAPER} has no system: a packet is printed, its code read back: ACCEPTED."


def widows_day(cli, folder, person):
    bundle, sentence = widow(cli, person)
    case, on_the_way = on_paper(cli, folder, bundle)
    return case, f"{sentence}\n      {on_the_way}"
