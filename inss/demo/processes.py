"""The demonstration's child processes: a server and a worker, which start and end together."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

HOST = "127.0.0.1"
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_EVERY_S = 0.2
GRACE_S = 10


def server(port: int) -> list[str]:
    options = f"--interface wsgi --host {HOST} --port {port} --workers 1 --blocking-threads 4 --no-ws"
    quiet = "--log-level warning"
    return [sys.executable, "-m", "granian", *options.split(), *quiet.split(), "inss.wsgi:application"]


def worker() -> list[str]:
    return [sys.executable, "manage.py", "worker"]


class ProcessSet:
    """Named commands that run side by side until SIGINT, SIGTERM or SIGHUP, or until one ends; then all end.

    Each has its own process group: a key pressed in the terminal reaches only this process, and a child ends
    together with its own children.
    """

    def __init__(self, commands: dict[str, list[str]], *, cwd: Path) -> None:
        self.commands = commands
        self.cwd = cwd
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.is_ending = False

    def run(self) -> list[str]:
        """Run the commands. Return the names of those that ended by themselves; none after a signal."""
        for number in SIGNALS:
            signal.signal(number, self.end)
        try:
            for name, command in self.commands.items():
                self.children[name] = subprocess.Popen(command, cwd=self.cwd, process_group=0)
            while not self.is_ending and not self.ended():
                time.sleep(LOOK_EVERY_S)
            return [] if self.is_ending else self.ended()
        finally:
            self.stop()

    def end(self, number: int, frame: FrameType | None) -> None:
        self.is_ending = True

    def ended(self) -> list[str]:
        return [name for name, child in self.children.items() if child.poll() is not None]

    def stop(self) -> None:
        """Ask every group to end, and kill what is left after GRACE_S."""
        children = self.children.values()
        for child in children:
            signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_S
        for child in children:
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0, deadline - time.monotonic()))
            signal_group(child, signal.SIGKILL)
            child.wait()


def signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # the group is empty
        os.killpg(child.pid, number)
