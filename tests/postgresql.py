"""Run a command on a temporary PostgreSQL cluster: `python -m tests.postgresql pytest …`.

The cluster is in a temporary folder, listens only on a socket there, and is removed afterwards. DATABASE_URL
is set for the command. DATABASE_URL_TEST_POSTGRES names a server to use instead.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.needs import is_strict

ABSENT = "PostgreSQL was not found, so nothing ran on it: install it (Debian: apt-get install postgresql)"

# A temporary cluster need not survive a power failure.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"


def main(command: Sequence[str]) -> int:
    if url := os.environ.get("DATABASE_URL_TEST_POSTGRES"):
        return run(command, url)
    programs = find_programs()
    if programs is None:
        print(ABSENT, file=sys.stderr)
        return 1 if is_strict() else 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # the cluster ends with us
    with cluster(programs) as url:
        return run(command, url)


def run(command: Sequence[str], url: str) -> int:
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


def find_programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, or the newest one if Debian has several versions."""
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in found), key=lambda folder: int(folder.parent.name), default=None)


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Yield the URL of a new cluster, and stop and remove it afterwards."""
    owner = owner_of_cluster()
    with tempfile.TemporaryDirectory(prefix="postgresql-") as folder:
        if owner:
            shutil.chown(folder, owner)
        data = Path(folder) / "data"

        def call(program: str, *arguments: str) -> None:
            subprocess.run(
                [programs / program, "--pgdata", data, *arguments],
                user=owner,
                cwd=folder,
                stdout=subprocess.DEVNULL,
                check=True,
            )

        call("initdb", "--username=tests", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses='' -k {folder} {FAST}"
        call("pg_ctl", "start", "--wait", "--silent", f"--log={folder}/log", f"--options={options}")
        try:
            yield f"postgres://tests@/{folder}/postgres"  # an absolute path as the host: its socket folder
        finally:
            call("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")


def owner_of_cluster() -> str | None:
    """Return the owner of the cluster: as root, Debian's account or nobody, since PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
