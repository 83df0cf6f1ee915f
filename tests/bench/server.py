"""The site's server in a process of its own, whose CPU time can be read to the microsecond (Linux)."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    worker_pid: int

    def cpu_ns(self) -> int:
        """Return the CPU time in nanoseconds spent so far by all threads of the serving process."""
        tasks = Path(f"/proc/{self.worker_pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks)

    def get(self, path: str, **headers: str) -> bytes:
        request = urllib.request.Request(self.url + path, headers=headers)
        with urllib.request.urlopen(request) as response:
            return response.read()


@contextmanager
def serve(environment: dict[str, str], **options: Any) -> Iterator[Server]:
    """Run the production server with one worker and one thread on a free port.

    `options` are those of Popen.
    """
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws"]
    command += [
        "--workers",
        "1",
        "--blocking-threads",
        "1",
        "--log-level",
        "warning",
        "inss.wsgi:application",
    ]
    process = subprocess.Popen(command, env=os.environ | environment, **options)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url + "/healthz/", process)
        yield Server(url, only_child(process.pid))
    finally:
        process.terminate()
        process.wait(timeout=START_TIMEOUT_S)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(url).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer within {START_TIMEOUT_S} s")


def only_child(pid: int) -> int:
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)
