"""How a change of the list becomes law: a Danish office drafts, is objected to, mends and adopts."""
import csv
import datetime
import shutil

from cli import expect

BASE = "2026-1"
NEXT = "next"
MINUTES = "Sundby Kommunalbestyrelse, punkt 9"


def rows_of(file):
    with open(file, newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def write(file, rows):
    with open(file, "w", newline="", encoding="utf-8") as text:
        table = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def change(file, key, column, value):
    """Sets one cell of the task's row."""
    rows = rows_of(file)
    for row in rows:
        if row["task_code"] == key:
            row[column] = value
    write(file, rows)


def draft_of(package, folder):
    """A copy of the package in which the next list moves three tasks."""
    copy = folder / "sundby"
    shutil.copytree(package, copy)
    lists = copy / "lists" / NEXT
    shutil.copytree(copy / "lists" / BASE, lists)
    first = datetime.date.today() + datetime.timedelta(days=45)
    change_list = rows_of(lists / "list.csv")
    change_list[0].update(version=NEXT, valid_from=f"{first}", resolution="")
    write(lists / "list.csv", change_list)
    change(lists / "routing.csv", "ydelse_personligt_tillaeg", "unit", "MODTAGELSE")
    change(lists / "tasks.csv", "konto_nemkonto", "quick_minutes", "15")
    change(lists / "tasks.csv", "familie_borneydelse", "quick_minutes", "15")
    return copy, lists


def put_to_the_agencies(cli, copy):
    cli.run("rule_owner", "tasklist", "check-draft", NEXT)
    until = datetime.date.today() + datetime.timedelta(days=14)
    cli.run("rule_owner", "tasklist", "hearing", NEXT, to=f"{until}", party="YDELSE=HEARD")
    for who in ("head_ydelse", "head_digst"):
        cli.run(who, "tasklist", "consent", NEXT)


def adopt(cli, package, folder):
    """Plays it; gives what to tell."""
    copy, lists = draft_of(package, folder)
    cli.run("rule_owner", "tasklist", "check", str(copy), NEXT)
    cli.run("rule_owner", "tasklist", "draft", NEXT, str(copy))
    put_to_the_agencies(cli, copy)
    cli.run("head_udk", "tasklist", "object", NEXT,
            sentence="Børne- og ungeydelsen afgøres af Udbetaling Danmark.")
    told = [f"{who} adopts: refused, {cli.refused(who, 'tasklist', 'adopt', NEXT, minutes=MINUTES)}."
            for who in ("adopter", "rule_owner")]
    change(lists / "tasks.csv", "familie_borneydelse", "quick_minutes", "")
    draft = cli.run("rule_owner", "tasklist", "show-draft", NEXT)["draft"]
    cli.run("rule_owner", "tasklist", "draft", NEXT, str(copy), revision=draft["revision"])
    put_to_the_agencies(cli, copy)
    replay = cli.run("rule_owner", "tasklist", "replay", draft=str(copy), version=NEXT)
    told.append(f"Replayed over {replay.get('case_count', 0)} stored cases: "
                f"{replay.get('moved_count', 0)} would have another receiver.")
    adopted = cli.run("adopter", "tasklist", "adopt", NEXT, minutes=MINUTES)["draft"]
    expect("the mended list is adopted", adopted["state"] == "DRAFT_STATE_ADOPTED")
    told.append(f"Mended and heard again: adopted, in force from {adopted['valid_from']}, "
                f"hash {adopted['hash'][:16]}….")
    return told
