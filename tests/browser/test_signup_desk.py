"""The newsletter desk's list and form on screens between a telephone and a wide one."""

import pytest

from inss.newsletter.models import ConsentEvent
from inss.newsletter.workflow import consent_wording
from tests.factories import make_newsletter_desk
from tests.newsletter.cast import make_mail, make_subscriber

from .desk import log_in

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/newsletter/subscriber/"
WIDTHS = [320, 390, 768, 820, 960, 1024, 1152, 1280, 1440]


def make_failed(**values):
    """Somebody who asked on several pages, and got no mail for sure."""
    subscriber = make_subscriber(**values)
    for number in range(5):
        wording = consent_wording(subscriber.language)
        ConsentEvent.objects.create(
            subscriber=subscriber, kind="asked", language="en", page=f"/{number}/", wording=wording
        )
    make_mail(subscriber, state="uncertain", last_error="TimeoutError: timed out")
    return subscriber


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_list_of_signups_is_never_wider_than_its_place(context, live_server, language):
    make_failed(email="a-rather-long.name@university.example.com", page="/he/publication/the-price-of-quiet/")
    log_in(context, live_server, make_newsletter_desk(language=language))
    page = context.new_page()
    page.goto(LIST)

    hidden = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        table = page.locator("#result_list")
        hidden[width] = table.evaluate("table => table.scrollWidth - table.parentElement.clientWidth")

    assert {width: px for width, px in hidden.items() if px > 0} == {}


@pytest.mark.parametrize("width", [820, 1024])
def test_the_chips_of_a_list_take_the_whole_row_beside_no_search(context, live_server, width):
    make_failed()
    log_in(context, live_server, make_newsletter_desk())
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(LIST)

    place, chips = page.locator(".list-tools").bounding_box(), page.locator(".filters").bounding_box()

    assert chips["width"] == place["width"]


@pytest.mark.parametrize(("width", "height"), [(390, 844), (820, 1180), (1024, 768), (1440, 900)])
@pytest.mark.parametrize("language", ["en", "he"])
def test_state_and_unsubscribe_are_on_the_first_screen(context, live_server, width, height, language):
    subscriber = make_failed()
    log_in(context, live_server, make_newsletter_desk(language=language))
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{LIST}{subscriber.pk}/change/")

    for part in (".panel--state .state", "[name=_unsubscribe]"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= height


def test_a_note_typed_for_unsubscribing_asks_no_question_on_leaving(context, live_server):
    subscriber = make_subscriber("confirmed")
    log_in(context, live_server, make_newsletter_desk())
    page = context.new_page()
    questions = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    page.goto(f"{LIST}{subscriber.pk}/change/")

    page.locator("#id_note").fill("By telephone.")
    page.locator("[name=_unsubscribe]").click()
    page.locator(".messagelist").wait_for()

    assert questions == []
    assert subscriber.consent.get().note == "By telephone."


def test_what_must_be_filled_in_is_marked_for_the_eye_and_for_the_ear(context, live_server):
    log_in(context, live_server, make_newsletter_desk())
    page = context.new_page()
    page.goto(f"{LIST}add/")

    note = page.get_by_role("textbox", name="Note on consent", exact=True)
    mark = page.get_by_text("Note on consent", exact=True).evaluate(
        "label => getComputedStyle(label, '::after').content"
    )

    assert note.get_attribute("aria-required") == "true"
    assert mark.startswith('" *"')
    assert page.get_by_text("Fields with * are required.").is_visible()
