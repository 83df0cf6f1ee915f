import csv
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests.factories import make_user

from .cast import LIST, READER, make_crowd, make_subscriber, one_click_path, sign_up

pytestmark = pytest.mark.django_db


def exported(desk, query: str = "") -> list[list[str]]:
    answer = desk.post(f"{LIST}export/{query}")
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_export_holds_what_the_filters_show(desk):
    make_crowd()

    head, *rows = exported(desk, "?state=confirmed")

    assert head[:4] == ["email", "state", "language", "page"]
    assert {row[0] for row in rows} == {"en@example.com", "he@example.com"}
    assert len(exported(desk)) == 6


@pytest.mark.parametrize("address", ["=cmd@example.com", "+reader@example.com", "-reader@example.com"])
def test_no_cell_of_the_export_is_a_formula(desk, address):
    make_subscriber("confirmed", email=address)

    [_head, row] = exported(desk)

    assert row[0] == f"'{address}"


def test_the_export_dates_the_confirmation_of_the_confirmed_alone(desk, client):
    make_subscriber("confirmed", email="in@example.com")
    left = make_subscriber("confirmed", email="out@example.com")
    client.post(one_click_path(left))
    back = make_subscriber("confirmed", email="back@example.com")
    client.post(one_click_path(back))
    sign_up(client, "back@example.com")

    head, *rows = exported(desk)

    dated = {row[0]: bool(row[head.index("confirmed_at")]) for row in rows}
    assert dated == {"in@example.com": True, "out@example.com": False, "back@example.com": False}


def test_the_export_says_who_was_added_by_hand(desk):
    desk.post(f"{LIST}add/", {"email": READER, "language": "en", "note": "By telephone."})
    make_subscriber(email="web@example.com", page="/about/")
    make_subscriber(email="unknown@example.com")

    head, *rows = exported(desk)

    pages = {row[0]: row[head.index("page")] for row in rows}
    assert pages == {READER: "by hand", "web@example.com": "/about/", "unknown@example.com": ""}


def test_the_export_is_logged_without_what_was_searched(desk):
    make_crowd()

    exported(desk, "?q=en@example.com")

    [entry] = LogEntry.objects.all()
    assert entry.change_message == "Exported 1 as CSV (q)"
    assert "en@example.com" not in str(vars(entry))


def test_the_export_has_a_permission_of_its_own(client):
    user = make_user(username="half", is_staff=True)
    user.user_permissions.add(*permissions("view_subscriber", "change_subscriber"))
    client.force_login(user)

    assert client.post(f"{LIST}export/").status_code == 403
    assert "Export as CSV" not in client.get(LIST).content.decode()


def test_getting_the_export_changes_nothing(desk):
    assert desk.get(f"{LIST}export/").status_code == 405
    assert not LogEntry.objects.exists()


def permissions(*codenames: str):
    return Permission.objects.filter(codename__in=codenames)


@pytest.mark.parametrize("name", ["changelist", "add", "figures"])
def test_the_desk_is_closed_to_others(client, name):
    client.force_login(make_user("publisher"))

    assert client.get(reverse(f"admin:newsletter_subscriber_{name}")).status_code == 403
