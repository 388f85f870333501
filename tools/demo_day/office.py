"""An office and its agencies as processes of this machine, with everything in one folder."""
import contextlib
import ctypes
import pathlib
import select
import signal
import socket
import subprocess

from cli import Failed

READY_SECONDS = 60
DRAIN_SECONDS = 40
PR_SET_PDEATHSIG = 1


def free_port():
    """A port that nobody has: agencies must be known before the office starts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def die_with_the_demo():
    """In the child: whatever ends the demo ends its servers too."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Server:
    """One process that says `ready HOST:PORT`. To be started by the thread that lives longest."""

    def __init__(self, line, log):
        self._log = log
        with open(log, "ab") as errors:
            # A session of its own: Ctrl-C is the demo's to act on, not the server's.
            self._process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=errors, text=True,
                                             start_new_session=True, preexec_fn=die_with_the_demo)
        self.address = self._read_address(pathlib.Path(line[0]).name)

    def _read_address(self, name):
        ready, _, _ = select.select([self._process.stdout], [], [], READY_SECONDS)
        said = self._process.stdout.readline().split() if ready else []
        if len(said) != 2 or said[0] != "ready":
            self.kill()
            raise Failed(f"{name} did not get ready; its last words: {self.last_words()}")
        return said[1]

    def last_words(self):
        lines = pathlib.Path(self._log).read_text(encoding="utf-8", errors="replace").splitlines()
        return " | ".join(lines[-3:])

    def kill(self):
        """As a power cut would: nothing is drained."""
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def stop(self):
        """Drains; Failed where it does not end by itself with exit 0."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            code = self._process.wait(DRAIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed(f"did not drain: {self.last_words()}") from None
        self._process.stdout.close()
        if code != 0:
            raise Failed(f"ended with exit {code}: {self.last_words()}")


class Office:
    """skranked on a package, and a reference agency for each code of `pushed`; those `on_paper` get
    packets that somebody prints."""

    def __init__(self, programs, folder, package, pushed, on_paper=()):
        self._programs = programs
        self._folder = folder
        self._ports = {code: free_port() for code in pushed}
        self._agencies = {}
        endpoints = [f"--agency_endpoint={code}=127.0.0.1:{port}"
                     for code, port in self._ports.items()]
        endpoints += [f"--agency_endpoint={code}=paper:" for code in on_paper]
        self._server = Server([str(programs / "skranked"), "--dev", f"--data_dir={folder}/office",
                               f"--office={package}", "--listen=127.0.0.1:0", *endpoints],
                              folder / "office.log")
        self.address = self._server.address

    def open_agency(self, code):
        self._agencies[code] = Server(
            [str(self._programs / "skranke-agency"), "--dev", f"--agency={code}",
             f"--data_dir={self._folder}/{code}", f"--listen=127.0.0.1:{self._ports[code]}",
             f"--office_server={self.address}"], self._folder / f"{code}.log")

    def kill_agency(self, code):
        self._agencies.pop(code).kill()

    def close(self):
        """Stops all, the office first; the first that did not end well is told."""
        with contextlib.ExitStack() as stack:
            for agency in self._agencies.values():
                stack.callback(agency.stop)
            stack.callback(self._server.stop)
