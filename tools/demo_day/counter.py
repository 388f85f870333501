"""What happens at the counter itself: each function is one citizen and tells what became of it."""
import datetime
import zoneinfo

from cli import expect, state_of

ZONE = zoneinfo.ZoneInfo("Europe/Oslo")


def latest(hour, minute):
    """The latest such time of the office's day that has passed."""
    now = datetime.datetime.now(ZONE)
    at = now.replace(hour=hour, minute=minute, second=0)
    if at > now:
        at -= datetime.timedelta(days=1)
    return f"{at:%Y-%m-%d %H:%M}"


def register(cli, who, task, channel, wanted, **flags):
    """A registered case, which must then be in the state that the list asks for."""
    reply = cli.run(who, "case", "register", task=task, channel=channel, **flags)
    case = reply["citizen_case"]
    state = state_of(case)
    expect(f"{task} is {wanted}; it is {state}: {reply['answer']['reason']}", state == wanted)
    return case


def quick_one(cli, person):
    case = register(cli, "clerk_library", "kultur_lanekort", "counter", "HANDLED_AT_COUNTER",
                    person=next(person), proof="travel-document", finish="ISSUED")
    return case["name"], "Library card: registered and finished in one call."


def two_steps(cli, person):
    case = register(cli, "clerk_town", "id_bekreftet_kopi", "counter", "COMPLETE",
                    person=next(person), document="original_document=Vitnemål")
    cli.run("clerk_town", "case", "finish", case["name"], outcome="ISSUED")
    return case["name"], "Certified copy: registered, then finished at the counter."


def one_guardian(cli, person):
    mother, father, child = next(person), next(person), next(person)
    case = register(cli, "clerk", "id_pass_barn", "counter", "INCOMPLETE", person=mother,
                    subject=child, other_guardian=father, fact="child_age=6", fee="pass_fee",
                    consent="guardian_consent:applicant", proof="travel-document")
    reason = cli.refused("clerk", "case", "finish", case["name"], outcome="APPLICATION_TAKEN")
    expect(f"finishing it is refused as NOT_COMPLETE, not as {reason}", reason == "NOT_COMPLETE")
    reply = cli.run("clerk", "case", "supplement", case["name"],
                    consent="guardian_consent:other-guardian", note="Far kom innom og samtykket.")
    expect("the passport is complete with both consents",
           state_of(reply["citizen_case"]) == "COMPLETE")
    cli.run("clerk", "case", "finish", case["name"], outcome="APPLICATION_TAKEN")
    return case["name"], ("Child's passport, one guardian: INCOMPLETE, not to be finished; "
                          "the other one consents; finished.")


def to_owner(cli, person):
    case = register(cli, "clerk", "skatt_skattekort", "phone", "COMPLETE", person=next(person),
                    proof="questions")
    reply = cli.run("clerk", "case", "send-to-owner", case["name"],
                    reason="Innbyggeren er uenig i grunnlaget for skattekortet.")
    expect("a quick case goes to its owner", reply["answer"]["authority"] == "SKATT")
    return case["name"], "Tax card: quick, but sent to its owner SKATT with a reason."


def outgrows_the_counter(cli, person):
    case = register(cli, "clerk_bus", "kjoretoy_forerkort_fornyelse", "counter", "ROUTED",
                    person=next(person), fact=["age=81", "licence_class=B"],
                    document="health_declaration:applicant")
    return case["name"], "Driving licence at 81: a condition of the list fails, so VEGVESEN has it."


def taken_back(cli, person):
    case = register(cli, "clerk_library", "oppvekst_barnehageplass", "web", "ROUTED",
                    person=next(person), fact="start_date=2027-08-16")
    cli.run("clerk_library", "case", "withdraw", case["name"], reason="Familien flytter likevel.")
    return case["name"], "Kindergarten place: routed to OPPVEKST, then withdrawn by the family."


def registered_twice(cli, person):
    same = next(person)
    first = register(cli, "clerk", "helse_fastlegebytte", "app", "COMPLETE", person=same)
    reply = cli.run("clerk", "case", "register", task="helse_fastlegebytte", channel="email",
                    person=same)
    expect("the reply names the open case of the same person",
           reply["open_cases"][0]["name"] == first["name"])
    double = reply["citizen_case"]["name"]
    cli.run("clerk", "case", "misregister", double, reason="Samme henvendelse som i appen.")
    cli.run("clerk", "case", "finish", first["name"], outcome="CHANGED")
    return double, "Change of doctor, twice: the reply names the first case; the double is marked."


def letter_of_yesterday(cli, person):
    stamp = datetime.datetime.now(ZONE) - datetime.timedelta(days=1)
    case = register(cli, "clerk_town", "nav_sykepenger", "letter", "ROUTED", person=next(person),
                    received=f"{stamp:%Y-%m-%d} 00:00", document="sick_note:applicant=Sykmelding")
    expect("the citizen's clock began yesterday", case["receive_time"] < case["create_time"])
    return case["name"], "A letter stamped yesterday: list and promise follow it; NAV has it."


def organisation(cli, number):
    case = register(cli, "clerk_town", "bevilling_skjenking", "email", "ROUTED",
                    organisation=number, document="knowledge_test")
    return case["name"], "A café's licence to serve alcohol, by e-mail: an organisation applies."


def foreign_citizen(cli):
    case = register(cli, "clerk_bus", "utlending_eos_registrering", "counter", "ROUTED",
                    foreign="SE:AA1234567", language="sv",
                    document=["travel_document:applicant", "work_or_study_contract:applicant"])
    return case["name"], "A Swede with a passport only registers as an EEA citizen: POLITI has it."


def protected_person(cli, listed):
    case = register(cli, "clerk", "nav_alderspensjon", "counter", "ROUTED", person=listed)
    shown = case["responsibility"]
    expect("the counter is told what anybody is told", shown == {"authority": "NAV"})
    held = cli.run("shielded", "work", "list")["work_items"]
    expect("the protected unit has it",
           case["name"] in [item["citizen_case"]["name"] for item in held])
    return None, "A protected person: the counter sees NAV as always; the protected unit has it."


def contacts(cli):
    for channel, outcome, note in (("counter", "walked-out", "Gikk etter 40 minutter i kø."),
                                   ("phone", "guided", "Forklarte hvordan man søker på nett."),
                                   ("phone", "transfer-failed", "Ingen svarte hos etaten."),
                                   ("phone", "call-back-promised", "Ringes før kl. 15.")):
        cli.run("clerk", "contact", "record", channel=channel, outcome=outcome, note=note)
    return None, "Contacts without a case: a walk-out, guidance, a failed transfer, a call back."
