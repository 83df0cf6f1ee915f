"""Hebrew pages contain no English but names, titles and addresses: on the site, and at the desk."""

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from inss.accounts.models import User
from posts.models import Post
from tests.dom import parse

SHOWN = ("aria-label", "placeholder", "title", "alt")
OURS = ("accounts", "newsletter", "pages", "posts", "topics")
NAMES = {"INSS", "English", "WhatsApp", "LinkedIn", "CSV"}
ADDRESS = re.compile(r"[\w.:-]*[@/.][\w./:@-]*")  # of a page, of a person's mail, of another site
SAMPLE = "hamas-fatah-reconciliation-meeting-under-chinese-sponsorship"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def shown(element: Element) -> Iterator[str]:
    """The texts of a page and the attributes that are read out, without what is marked as English."""
    if element.tag in {"script", "style", "code"} or element.get("lang") == "en":
        return
    yield element.text or ""
    yield from (element.get(name, "") for name in SHOWN)
    for child in element:
        yield from shown(child)
        yield child.tail or ""


def english_in(page: HttpResponse, content: set[str]) -> set[str]:
    """The texts with Latin words and no Hebrew, content apart."""
    texts = {" ".join(text.split()).strip("-– ") for text in shown(parse(page))}
    latin = {text for text in texts if re.search(r"[A-Za-z]{2}", text) and not re.search(r"[א-ת]", text)}
    return {text for text in latin if text not in content and not ADDRESS.fullmatch(text)}


def content() -> set[str]:
    """Every text of the rows of ours: what editors wrote, not what the interface says."""
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    rows = (row for model in models for row in model._base_manager.all().values())
    texts = {" ".join(str(value).split()) for row in rows for value in row.values()}
    people = {str(user) for user in User.objects.all()}
    people |= {f"{user} ({user.username})" for user in User.objects.all()}
    return texts | people | {part for name in people for part in name.split()} | NAMES


def site_addresses() -> Iterator[str]:
    with override("he"):
        yield from map(
            reverse, ("home", "topics", "projects", "posts:archive", "search", "newsletter:signup")
        )
        yield reverse("topic", args=["israel-china-policy-center"])
        yield reverse("posts:author", args=["tirza-hadari"])
        yield reverse("posts:tag", args=["trade"])
        yield reverse("posts:archive_month", args=[2026, 10])
        yield reverse("posts:post", args=[SAMPLE])
        yield reverse("posts:post", args=["deterrence-as-flow-and-not-as-stock"])
        yield from (
            reverse("by_path", args=[path]) for path in ("publications/insight/", "contact/", "nowhere/")
        )


def test_no_english_is_left_on_the_hebrew_site():
    reader, known = Client(), content()
    left = {path: english_in(reader.get(path), known) for path in site_addresses()}

    assert not {path: texts for path, texts in left.items() if texts}


def desk_pages(editor: Client) -> Iterator[tuple[str, HttpResponse]]:
    """(address, answer) of one page of each kind that links lead to from the desk's first page."""
    waiting, seen = ["/admin/"], {"/admin/"}
    while waiting:
        path = waiting.pop()
        answer = editor.get(path)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        yield path, answer
        for link in re.findall(r'href="(/admin/[^"?#]*)', answer.content.decode()):
            kind = re.sub(r"\d+", "N", link)
            if kind not in seen and "/preview/" not in link:  # a preview speaks the post's language
                seen.add(kind)
                waiting.append(link)


def hebrew_desk() -> Client:
    """Somebody who may see everything, in Hebrew."""
    admin = User.objects.get(username="admin")
    admin.language = "he"
    admin.save()
    client = Client()
    client.force_login(admin)
    return client


def test_no_english_is_left_at_the_hebrew_desk():
    known = content()
    left = {path: english_in(page, known) for path, page in desk_pages(hebrew_desk())}

    assert len(left) > 30
    assert not {path: texts for path, texts in left.items() if texts}


def test_the_scripts_of_the_hebrew_desk_speak_hebrew():
    words = hebrew_desk().get(reverse("admin:jsi18n")).content.decode()

    assert json.dumps("היום (%(date)s)") in words  # Django has no Hebrew for it
    assert json.dumps("נובמבר") in words  # Django has


def test_the_hebrew_site_is_hebrew_at_all():
    post = Post.objects.get(slug=SAMPLE, language="he")

    assert "הרשמה" in Client().get(post.get_absolute_url()).content.decode()
