"""A reader's way through the newsletter in a real browser: sign up, confirm, unsubscribe."""

import re

import pytest
from playwright.sync_api import Page, expect

from inss.newsletter.models import Subscriber
from tests.factories import make_newsletter_desk, make_site
from tests.newsletter.cast import READER, link, make_subscriber, send_mails

from .conftest import listen

pytestmark = pytest.mark.django_db(transaction=True)

SUBSCRIBE = "form.signup button"


@pytest.fixture(autouse=True)
def institute(live_server):
    make_site()


def state() -> str:
    return Subscriber.objects.get().state


def newest_link(kind: str) -> str:
    *_earlier, message = send_mails()
    return link(message, kind)


def press_the_button_behind(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("main form button").click()


@pytest.mark.parametrize("prefix", ["", "/he"], ids=["English", "Hebrew"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_a_reader_signs_up_confirms_and_unsubscribes(open_context, complaints, prefix, scripts):
    page = open_context(java_script_enabled=scripts).new_page()
    listen(page, complaints)
    page.goto(f"{prefix}/newsletter/")
    page.locator("[name=email]").fill(READER)
    page.locator(SUBSCRIBE).click()
    answer = page.locator("newsletter-signup [role=status]" if scripts else "main bdi")
    expect(answer).not_to_be_empty()
    assert state() == "pending"

    path = newest_link("confirm")
    assert path.startswith(f"{prefix}/newsletter/")
    page.goto(path)
    assert state() == "pending"
    press_the_button_behind(page, path)
    expect(page.locator("main .notice--ok")).to_be_visible()
    assert state() == "confirmed"

    press_the_button_behind(page, newest_link("unsubscribe"))
    expect(page.locator("main .notice--ok")).to_be_visible()
    assert state() == "unsubscribed"
    assert page.context.cookies() == []
    assert complaints == []


def test_the_answer_is_announced_where_the_reader_is(page):
    page.goto("/newsletter/")
    region = page.locator("newsletter-signup [role=status]")
    expect(region).to_be_empty()

    page.locator("[name=email]").fill(READER)
    page.locator("[name=email]").press("Enter")

    expect(region).to_contain_text("check your mail")
    expect(page.locator("[name=email]")).to_be_focused()
    expect(page.locator("[name=email]")).to_have_value(READER)
    assert page.url.endswith("/newsletter/")


def test_what_is_typed_on_the_band_of_the_home_page_can_be_read(page):
    page.goto("/")
    ink, ground = page.locator(".band [name=email]").evaluate(
        "input => [getComputedStyle(input).color, getComputedStyle(input).backgroundColor]"
    )

    assert ink != ground


def test_a_faulty_address_is_said_in_the_same_place_and_kept(page):
    page.goto("/newsletter/")
    page.locator("[name=email]").fill("reader@example")
    page.locator(SUBSCRIBE).click()

    expect(page.locator("newsletter-signup [role=status]")).to_contain_text("name@example.com")
    expect(page.locator("[name=email]")).to_have_value("reader@example")
    expect(page.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=email]")).to_have_accessible_description(re.compile("name@example.com"))
    assert not Subscriber.objects.exists()


def test_a_page_that_names_a_fault_is_answered_by_a_page(page):
    page.goto("/newsletter/")
    page.locator("[name=email]").fill("reader@example")
    page.evaluate("document.querySelector('form.signup').submit()")  # as before the scripts have come
    expect(page.locator("[role=alert]")).to_be_visible()

    page.locator("[name=email]").fill(READER)
    page.locator(SUBSCRIBE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your mail")


def test_without_scripts_a_faulty_address_is_named_beside_the_field_and_linked_from_the_top(open_context):
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/newsletter/")
    page.locator("[name=email]").fill("reader@example")
    page.locator(SUBSCRIBE).click()

    page.locator("[role=alert] a").click()
    expect(page.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#email-page-error")).to_be_visible()


def test_the_newsletter_desk_takes_somebody_off_in_five_steps(page, live_server):
    make_newsletter_desk(username="desk", password="desk")
    subscriber = make_subscriber("confirmed")
    page.goto("/admin/login/?next=/admin/newsletter/subscriber/")
    page.fill("[name=username]", "desk")
    page.fill("[name=password]", "desk")
    page.keyboard.press("Enter")

    page.locator("#searchbar").fill("reader@")  # 1
    page.keyboard.press("Enter")  # 2
    page.get_by_role("link", name=READER).click()  # 3
    page.get_by_role("button", name="Unsubscribe").click()  # 4

    expect(page.locator(".messagelist")).to_contain_text("Unsubscribed")
    subscriber.refresh_from_db()
    assert subscriber.state == "unsubscribed"
