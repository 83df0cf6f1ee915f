"""The environment of `manage.py demo`, set before the settings are read.

The demonstration has its own folder, database and key, whatever .env says about a real site on this machine.
"""

import secrets
from collections.abc import MutableMapping
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
DEFAULT_PORT = "8000"


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set up 127.0.0.1, SQLite and no DEBUG. Mails are printed to the terminal unless MAIL_URL is set."""
    port = environ.setdefault("PORT", DEFAULT_PORT)
    folder = Path(environ.setdefault("STATE_DIR", str(BASE_DIR / "var" / "demo")))
    folder.mkdir(parents=True, exist_ok=True)
    environ["DATABASE_URL"] = f"sqlite:///{folder.resolve()}/db.sqlite3"
    environ["SITE_URL"] = f"http://127.0.0.1:{port}"
    environ["ALLOWED_HOSTS"] = "localhost"
    environ["DEBUG"] = "off"
    environ.setdefault("MAIL_URL", "console:")
    if "SECRET_KEY" not in environ:
        environ["SECRET_KEY"] = read_or_create_key(folder / "secret-key")


def read_or_create_key(path: Path) -> str:
    """Return the key in the file. Create it at the first start, readable by its owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()
