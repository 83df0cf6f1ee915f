"""Every setting from the environment is documented."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def variables() -> set[str]:
    settings = (ROOT / "inss" / "settings.py").read_text()
    return set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings))


def test_every_setting_stands_in_the_example_and_nothing_else_does():
    example = (ROOT / ".env.example").read_text()

    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == variables()


def test_every_setting_stands_in_the_readme_and_nothing_else_does():
    readme = (ROOT / "README.md").read_text()

    assert set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE)) == variables()


def test_a_live_site_sets_only_what_exists():
    live = (ROOT / "deploy" / "example.env").read_text()

    assert set(re.findall(r"^([A-Z_]+)=", live, re.MULTILINE)) <= variables()
