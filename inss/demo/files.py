"""Read the demonstration's content from `data/`: JSON and HTML."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def read(name: str) -> Any:
    """Return the content of data/<name>.json."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@cache
def read_text(folder: str, language: str, name: str) -> str:
    """Return the rich-text source in data/<folder>/<language>/<name>.html."""
    return (DATA / folder / language / f"{name}.html").read_text(encoding="utf-8")
