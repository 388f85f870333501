"""The public API as a person at a terminal uses it: build/bin/skranke, one process a call."""
import json
import subprocess
import time


class Failed(Exception):
    """A step did not do what the day expects; the text is for who runs the demo."""


class Cli:
    """Calls of one office. Threads may share it."""

    def __init__(self, program, server):
        self._program = str(program)
        self._server = server

    def command(self, who, *words, **flags):
        """The words of a call: `channel="counter"` is --channel=counter, True a switch, a list
        several flags, None nothing."""
        line = [self._program, f"--server={self._server}", f"--as={who}", *words]
        for name, value in flags.items():
            name = name.replace("_", "-")
            for one in value if isinstance(value, list) else [value]:
                if one is not None:
                    line.append(f"--{name}" if one is True else f"--{name}={one}")
        return line

    def run(self, who, *words, **flags):
        """The reply as JSON; Failed with the program's own words where the call is refused."""
        return json.loads(self.table(who, *words, output="json", **flags).splitlines()[-1])

    def refused(self, who, *words, **flags):
        """The reason of a call that must be refused, e.g. "NOT_COMPLETE"."""
        line = self.command(who, *words, **flags)
        done = subprocess.run(line, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 1:
            raise Failed(f"{' '.join(words)} as {who} was not refused: exit {done.returncode}")
        return done.stderr.split("[", 1)[-1].split("]", 1)[0]

    def table(self, who, *words, **flags):
        """The reply as people read it."""
        line = self.command(who, *words, **flags)
        done = subprocess.run(line, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            said = done.stderr.strip()
            raise Failed(f"{' '.join(words)} as {who}: exit {done.returncode}: {said}")
        return done.stdout.rstrip()

    def wait_for_state(self, case, *wanted, seconds=90):
        """The case once its state is one of `wanted`."""
        deadline = time.monotonic() + seconds
        while True:
            found = self.run("supervisor", "case", "show", case)["citizen_case"]
            if state_of(found) in wanted:
                return found
            if time.monotonic() > deadline:
                raise Failed(f"{case} is still {state_of(found)}, not {' or '.join(wanted)}")
            time.sleep(0.2)


def state_of(citizen_case):
    """ROUTED for STATE_ROUTED."""
    return citizen_case.get("state", "").removeprefix("STATE_")


def expect(what, is_so):
    """Failed where the day does not go as told: `what` says how it should be."""
    if not is_so:
        raise Failed(f"expected that {what}")
