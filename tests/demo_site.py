"""The demonstration, started with `manage.py demo` as a user does, with an SMTP server for its mails."""

import email.policy
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from aiosmtpd.controller import Controller

from tests.bench.server import free_port

START_TIMEOUT_S = 180
MAIL_TIMEOUT_S = 30
PASSWORD = "only-for-these-tests"
ROOT = Path(__file__).resolve().parents[1]

ADD_USERS = f"""
from tests.factories import make_user
for role in ("contributor", "editor", "publisher", "newsletter desk"):
    make_user(role, username=f"test-{{role.replace(' ', '-')}}", password={PASSWORD!r})
make_user(None, username="test-admin", password={PASSWORD!r}, is_staff=True, is_superuser=True)
"""


@dataclass
class Inbox:
    """A handler for aiosmtpd that keeps the received mails."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server, session, envelope) -> str:
        self.mails.append(BytesParser(policy=email.policy.default).parsebytes(envelope.content))
        return "250 OK"

    def wait_for(self, recipient: str, number: int = 1) -> EmailMessage:
        """Wait for the recipient's mail number `number`, and return it."""
        deadline = time.monotonic() + MAIL_TIMEOUT_S
        while time.monotonic() < deadline:
            found = [mail for mail in self.mails if mail["To"] == recipient]
            if len(found) >= number:
                return found[number - 1]
            time.sleep(0.1)
        raise TimeoutError(f"{recipient} got {len(found)} mails, not {number}, within {MAIL_TIMEOUT_S} s")


@dataclass(frozen=True)
class DemoSite:
    url: str
    inbox: Inbox
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout


@contextmanager
def serve_demo(folder: Path) -> Iterator[DemoSite]:
    inbox = Inbox()
    smtp = Controller(inbox, hostname="127.0.0.1", port=free_port())
    smtp.start()
    environment = demo_environment(folder, smtp.port)
    log = (folder / "demo.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
    )
    site = DemoSite(environment["SITE_URL"], inbox, environment)
    try:
        wait_until_served(site.url, process, folder / "demo.log")
        site.manage("shell", "--verbosity", "0", "--command", ADD_USERS)
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        log.close()
        smtp.stop()


def demo_environment(folder: Path, smtp_port: int) -> dict[str, str]:
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL"}}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "inss.settings",
        "DEMO": "1",
        "PORT": str(port),
        "STATE_DIR": str(folder),
        "SECRET_KEY": "only-for-these-tests",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "MAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
    }


def wait_until_served(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the demo ended with {process.returncode}:\n{log.read_text()[-3000:]}")
        try:
            urllib.request.urlopen(url + "/healthz/").close()
            return
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    raise TimeoutError(f"the demo was not served within {START_TIMEOUT_S} s:\n{log.read_text()[-3000:]}")
