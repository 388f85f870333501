"""What happens between the counter and the agencies, and how their people answer."""
from cli import expect, state_of
from counter import latest, register

SORTING = "sorter"


def acute_aid(cli, person):
    waiting = register(cli, "clerk", "sosial_gjeldsradgivning", "phone", "ROUTED", place="sentrum",
                       person=next(person))
    case = register(cli, "clerk", "sosial_nodhjelp", "counter", "ROUTED", person=next(person),
                    received=latest(15, 50), language="nb")
    taken = cli.run("social", "work", "take")["work_item"]
    expect("the acute case is taken first", taken["citizen_case"]["name"] == case["name"])
    cli.run("social", "work", "accept", case["name"], token=taken["lease"]["token"],
            number="SOS-2026-1")
    cli.run("social", "work", "start", case["name"])
    cli.run("social", "work", "decide", case["name"], outcome="GRANTED",
            sentence="Nødhjelp til mat for fem dager.")
    cli.run("social", "work", "close", case["name"])
    expect("the other case waits on", state_of(cli.run(
        "supervisor", "case", "show", waiting["name"])["citizen_case"]) == "ROUTED")
    return case["name"], "Acute aid at 15:50: SOSIAL takes it before all else and decides."


def asked_back(cli, person):
    case = register(cli, "clerk", "barnevern_hjelpetiltak", "video", "ROUTED", person=next(person),
                    interpreter=True, language="ar")["name"]
    cli.run("BARNEVERN", "work", "accept", case)
    cli.run("BARNEVERN", "work", "start", case)
    cli.run("BARNEVERN", "work", "ask", case, question="Hvilken skole går barnet på?")
    reply = cli.run("clerk", "case", "supplement", case, note="Nordvik skole, 4. trinn.")
    expect("the answer puts the case back to work",
           state_of(reply["citizen_case"]) == "IN_PROGRESS")
    cli.run("BARNEVERN", "work", "decide", case, outcome="GRANTED", sentence="Støttekontakt.")
    cli.run("BARNEVERN", "work", "close", case)
    return case, "Help for a child: BARNEVERN asks, the citizen answers at the counter; decided."


def sorted_by_hand(cli, case, unit, reason):
    item = cli.run(SORTING, "work", "show", case)["work_item"]
    cli.run(SORTING, "case", "route", case, to=unit, reason=reason,
            etag=item["citizen_case"]["etag"])


def newcomer(cli):
    case = register(cli, "clerk", "folkeregister_innvandring", "counter", "TRIAGE", language="ti",
                    interpreter=True, unknown="Kvinne rundt 30 år, grønn kåpe, to barn")["name"]
    sorted_by_hand(cli, case, "POLITI/UTLENDING", "Uten papirer: identiteten må avklares først.")
    return case, "A newcomer without papers: TRIAGE; the sorting unit routes it to POLITI."


def returned_and_rerouted(cli, person):
    case = register(cli, "clerk_bus", "sosial_okonomisk_sosialhjelp", "counter", "ROUTED",
                    place="sentrum", person=next(person), fact="household_size=3",
                    document="bank_statement:applicant", signature="applicant_signature:applicant")
    case = case["name"]
    cli.run("social", "work", "return", case, code="not-ours", propose="NAV/ARBEID",
            sentence="Søkeren har rett til dagpenger, som går foran.")
    found = cli.wait_for_state(case, "ACCEPTED", "IN_PROGRESS")
    expect("NAV has what SOSIAL returned", found["responsibility"]["authority"] == "NAV")
    return case, "Social assistance: SOSIAL returns it proposing NAV; routed on by itself."


def returned_to_sorting(cli, person):
    case = register(cli, "clerk", "tilsyn_klage_helsetjeneste", "social", "ROUTED",
                    person=next(person), document="decision_complained_of")["name"]
    reply = cli.run("STATSFORVALTER", "work", "return", case, code="wrong-task",
                    sentence="Klagen gjelder kommunens eget vedtak.")
    expect("without a proposal it is sorted by hand", state_of(reply) == "TRIAGE")
    sorted_by_hand(cli, case, "HELSE/TILDELING", "Kommunen må selv se på vedtaket først.")
    cli.run("HELSE", "work", "accept", case)
    return case, "A complaint: returned without a proposal: TRIAGE; sorted to HELSE, accepted."


def anonymous_concern(cli):
    case = register(cli, "clerk_library", "barnevern_bekymringsmelding", "phone", "ROUTED",
                    anonymous=True)["name"]
    cli.run("child_welfare", "work", "accept", case)
    cli.run("child_welfare", "work", "status", case, status="Undersøkelse åpnet")
    return case, "An anonymous concern for a child: acute; accepted, with the agency's own status."


def while_an_agency_is_down(cli, office, person):
    """POLITI's system dies; the counter does not notice, and nothing is lost."""
    office.kill_agency("POLITI")
    cases = [register(cli, "clerk", task, channel, "ROUTED", person=next(person), **flags)["name"]
             for task, channel, flags in (
                 ("politi_adressesperre", "phone", {}),
                 ("politi_politiattest", "web", {"document": "purpose_confirmation"}),
                 ("politi_vapentillatelse", "app", {"document": "training_certificate:applicant"}))]
    waiting = [case["name"] for case in cli.run("supervisor", "unaccepted", limit=0)["cases"]]
    expect("the supervisor sees what POLITI has not accepted", set(cases) <= set(waiting))
    office.open_agency("POLITI")
    for case in cases:
        cli.wait_for_state(case, "ACCEPTED", "IN_PROGRESS")
    return cases[0], "POLITI's system is killed: three cases wait, are seen, and arrive later."
