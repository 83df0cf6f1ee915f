"""`manage.py demo`: set up and serve the demonstration, in one foreground process."""

import errno
import os
import shutil
import signal
import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from inss.demo import static
from inss.demo.load import is_empty, load
from inss.demo.people import give_passwords, logins
from inss.demo.processes import HOST, ProcessSet, server, worker


class Command(BaseCommand):
    help = "Prepare the demonstration site and serve it on 127.0.0.1 until it is ended. PORT is read."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reset", action="store_true", help="begin again with the demonstration’s first content"
        )

    def handle(self, *args: str, reset: bool, **options: Any) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C before serving ends without a traceback
        port = free_port(os.environ["PORT"])
        if reset:
            remove_content()
        self.prepare()
        self.greet(port)
        processes = ProcessSet({"server": server(port), "worker": worker()}, cwd=settings.BASE_DIR)
        if ended := processes.run():
            raise CommandError(f"The {' and the '.join(ended)} ended, so everything else was ended too.")

    def prepare(self) -> None:
        call_command("catalogues", "compile")
        self.step("Database …")
        call_command("migrate", interactive=False, verbosity=0)
        if is_empty():
            self.step("Content …")
            load()
        if not static.is_collected():
            self.step("Style sheets, scripts and fonts …")
            static.collect()

    def greet(self, port: int) -> None:
        self.step(f"\nThe site:  {settings.SITE_URL}/  and  {settings.SITE_URL}/he/")
        self.step(f"The desk:  {settings.SITE_URL}/admin/")
        if os.environ.get("DEMO") == "1":
            give_passwords()
            for username, password in logins():
                self.step(f"           {username:<12} {password}")
        else:
            self.step("           No logins were made: that takes DEMO=1 in the environment.")
        self.step("Mails appear below. Ctrl-C ends it.\n")

    def step(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def free_port(text: str) -> int:
    """Return the port in PORT, after checking that it is free."""
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise CommandError(f"PORT={text} is not a port: choose a number from 1024 to 65535.")
    port = int(text)
    try:
        socket.create_server((HOST, port)).close()
    except PermissionError:
        raise CommandError(
            f"Port {port} is reserved for the system: choose one from 1024 to 65535."
        ) from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise CommandError(
            f"Port {port} is taken by another program. End that one, or choose another port: "
            f"PORT={port + 1} make demo"
        ) from None
    return port


def remove_content() -> None:
    """Remove the database and uploaded files of the demonstration. Keep its key and static files."""
    if os.environ.get("DEMO") != "1":
        raise CommandError("--reset removes the database: that takes DEMO=1 in the environment.")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{settings.DATABASES['default']['NAME']}{suffix}").unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
