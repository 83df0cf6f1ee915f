"""Two people change the menu at the same moment, in two threads on one database."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from inss.pages.models import MenuItem
from tests.factories import make_editor, make_menu_item

pytestmark = pytest.mark.usefixtures("shared_database")


@pytest.fixture
def both_check_at_once(monkeypatch):
    """Each who has read the tree waits half a second for the other to have read it too."""
    barrier, height = Barrier(2), MenuItem.height

    def wait_for_the_other(item):
        found = height(item)
        with suppress(BrokenBarrierError):  # the other is kept out until we have saved
            barrier.wait(timeout=0.5)
        return found

    monkeypatch.setattr(MenuItem, "height", wait_for_the_other)


def put_inside(item, parent):
    """The status of the form's answer: 302 saved, 200 refused."""
    try:
        client = Client()
        client.force_login(make_editor())
        url = reverse("admin:pages_menuitem_change", args=[item.pk])
        data = {"label_en": item.label_en, "parent": parent.pk, "zone": item.zone, "version": item.version}
        return client.post(url, data).status_code
    finally:
        connection.close()


def test_two_forms_saved_at_once_make_no_fifth_level(both_check_at_once):
    second = make_menu_item(label_en="2", parent=make_menu_item(label_en="1"))
    middle, leaf = make_menu_item(label_en="middle"), make_menu_item(label_en="leaf")
    make_menu_item(label_en="below", parent=leaf)

    with ThreadPoolExecutor() as pool:
        statuses = list(pool.map(put_inside, (middle, leaf), (second, middle)))

    assert sorted(statuses) == [200, 302]
