"""What the day came to: counted by the office itself, never by the demo."""
from concurrent.futures import ThreadPoolExecutor

WITH_AGENCIES = ("ROUTED", "DELIVERED", "ACCEPTED", "IN_PROGRESS", "AWAITING_INFO", "DECIDED",
                 "CLOSED")


def histories(cli, names):
    """The events' names of each case, in order."""
    def events(name):
        entries = cli.run("supervisor", "case", "history", name)["entries"]
        return [entry["event"] for entry in entries]
    with ThreadPoolExecutor(4) as calls:
        return list(calls.map(events, names))


def was_rerouted(events):
    """Whether a return was followed by another hand-over."""
    if "CASE_RETURNED" not in events:
        return False
    return "CASE_ROUTED" in events[events.index("CASE_RETURNED"):]


def figures(cli, told):
    """`told` are the cases of the scenes; the rest of the day is counted by `stats` and lists."""
    stats = cli.run("supervisor", "stats")
    cases = cli.run("supervisor", "case", "list", limit=0)["cases"]
    returned = [case["name"] for case in
                cli.run("supervisor", "case", "list", returned=True, limit=0)["cases"]]
    own_events = histories(cli, told)
    return [
        ("cases", stats["cases"]),
        ("finished at the counter", stats["by_state"].get("HANDLED_AT_COUNTER", 0)),
        ("routed to an agency", sum(case["state"] in WITH_AGENCIES for case in cases)),
        ("returned", stats["returned"]),
        ("re-routed after a return", sum(map(was_rerouted, histories(cli, returned)))),
        ("supplemented", sum("CASE_SUPPLEMENTED" in events for events in own_events)),
        ("triaged", stats["triaged"]),
        ("withdrawn", stats["by_state"].get("WITHDRAWN", 0)),
        ("contacts without a case", sum(stats["contacts"].values())),
        ("channels", len(stats["by_channel"])),
    ]


def by_hand(cli, program, case):
    """Commands that go on with the office as it is."""
    def call(who, *words, **flags):
        line = cli.command(who, *words, **flags)
        return " ".join([str(program)] + line[1:])
    return [
        call("clerk", "case", "register", task="kultur_lanekort", channel="counter",
             person="02818000130"),
        call("clerk", "case", "classify", task="id_pass_voksen", fact="age=30"),
        call("supervisor", "triage"),
        call("social", "work", "list"),
        call("social", "work", "take"),
        call("supervisor", "case", "history", case),
        call("supervisor", "stats"),
        f"{program} help case register",
    ]
