"""The rest of the day, in bulk: what `skranke import` registers and how it goes on."""
import csv
import datetime
import itertools
import random

COLUMNS = ("row", "task", "channel", "point", "person", "received", "worked", "finish", "return_to",
           "accept", "close")
CHANNELS = ("COUNTER", "PHONE", "WEB", "APP", "EMAIL", "LETTER", "VIDEO", "SOCIAL", "STAFF",
            "SYSTEM")
POINTS = ("radhuset", "ytre", "bussen")

# The map of the file. The same rows again register nothing: {demo, row} is unique for ever.
MAP = """\
system  = demo
zone    = UTC
columns = {columns}
id      = row

[step register]
call          = RegisterCase
task          = task
channel       = channel
service_point = point
applicant     = person
receive_time  = received

[step finish]
call           = FinishCase
when           = reply.class is "QUICK" and finish is not empty
finish.outcome = finish
occur_time     = worked

[step return]
call           = ReturnCase
when           = return_to is not empty
code           = "NOT_OURS"
sentence       = "Innbyggeren trenger hjelp fra en annen enhet."
proposed_owner = return_to
occur_time     = worked

[step accept]
call       = AcceptCase
when       = accept is not empty
occur_time = worked

[step close]
call       = CloseCase
when       = close is not empty
outcome    = close
occur_time = worked
"""


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def simple_tasks(package):
    """Tasks that need nothing but the citizen: {code: row}; what is acute has scenes of its own."""
    version = sorted((package / "lists").iterdir())[-1]
    asked = {row["task_code"] for row in read(version / "requirements.csv")
             if row["required"] == "yes"}
    asked |= {row["task_code"] for row in read(version / "conditions.csv")}
    return {row["task_code"]: row for row in read(version / "tasks.csv")
            if row["task_code"] not in asked and row["urgency"] != "ACUTE"}


def case_of(task, pushed, chance):
    """What becomes of a case of that task: the columns from `finish` on."""
    outcome = task["outcomes"].split(";")[0]
    if task["structured"] == "yes":
        # One in eight waits for the counter to finish it.
        return {"finish": outcome if chance.randrange(8) else ""}
    if task["owner_agency"] in pushed:
        return {}
    back = "SOSIAL/MOTTAK" if chance.randrange(4) == 0 and task["owner_agency"] != "SOSIAL" else ""
    accept = chance.randrange(4) > 0
    return {"return_to": back, "accept": "yes" if accept else "",
            "close": outcome if accept and chance.randrange(3) else ""}


def rows(package, pushed, people, count, now):
    """`count` cases of the seven hours before now, always the same ones."""
    chance = random.Random(311)
    tasks = list(simple_tasks(package).values())
    for number in range(1, count + 1):
        task = tasks[number % len(tasks)]
        received = now - datetime.timedelta(minutes=chance.randrange(30, 420))
        worked = received + datetime.timedelta(minutes=chance.randrange(5, 25))
        yield {"row": number, "task": task["task_code"],
               "channel": CHANNELS[number % len(CHANNELS)],
               "point": chance.choice(POINTS), "person": next(people),
               "received": f"{received:%Y-%m-%d %H:%M:%S}", "worked": f"{worked:%Y-%m-%d %H:%M:%S}",
               **case_of(task, pushed, chance)}


def write(folder, package, pushed, people, count):
    """Writes day.csv and day.map into the folder."""
    now = datetime.datetime.now(datetime.timezone.utc)
    with open(folder / "day.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows(package, pushed, itertools.islice(people, count), count, now))
    (folder / "day.map").write_text(MAP.format(columns=" ".join(COLUMNS)), encoding="utf-8")
    return folder / "day.csv", folder / "day.map"
