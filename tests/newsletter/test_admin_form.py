import datetime as dt
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone

from inss.newsletter.models import ConfirmationMail, ConsentEvent, Subscriber
from tests.factories import make_user

from .cast import LIST, READER, form_of, make_mail, make_subscriber, press, sign_up

pytestmark = pytest.mark.django_db


def test_nobody_can_confirm_for_somebody(desk):
    subscriber = make_subscriber("pending")

    press(desk, subscriber, "_save", state="confirmed", confirmed_at="2026-01-01")
    press(desk, subscriber, "_confirm")

    subscriber.refresh_from_db()
    assert subscriber.state == "pending"


def test_the_address_cannot_be_changed(desk):
    subscriber = make_subscriber("confirmed")

    press(desk, subscriber, "_save", email="other@example.com", language="he")

    subscriber.refresh_from_db()
    assert (subscriber.email, subscriber.language) == (READER, "he")


@pytest.mark.parametrize(
    ("state", "error", "meaning"),
    [
        ("failed", "550 5.1.1 no such mailbox", "misspelt or no longer in use"),
        ("failed", "451 come back later", "tried for a day"),
        ("uncertain", "TimeoutError: timed out", "may have arrived"),
    ],
)
def test_a_mail_that_did_not_arrive_is_explained_before_the_servers_own_words(desk, state, error, meaning):
    mail = make_mail(make_subscriber("pending"), state=state, last_error=error, attempts=1)

    html = desk.get(form_of(mail.subscriber)).text

    assert 0 < html.index(meaning) < html.index(error)


@pytest.mark.parametrize(("button", "state"), [("_unsubscribe", "unsubscribed"), ("_send_again", "pending")])
def test_what_the_reader_does_meanwhile_hinders_no_button(desk, client, button, state):
    subscriber = make_subscriber("pending")
    opened = {"language": "en", "version": subscriber.version, button: "1"}
    sign_up(client, address="/he/newsletter/")

    page = desk.post(form_of(subscriber), opened, follow=True)

    assert "since you opened it" not in page.content.decode()
    subscriber.refresh_from_db()
    assert (subscriber.state, subscriber.language) == (state, "he")
    assert subscriber.consent.filter(by__isnull=False).count() == 1


def test_the_buttons_are_for_those_who_may_change_a_signup(client):
    subscriber = make_subscriber("pending")
    user = make_user(username="half", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_subscriber"))
    client.force_login(user)

    for button in ("_unsubscribe", "_send_again"):
        assert client.post(form_of(subscriber), {button: "1"}).status_code == 403

    assert not ConsentEvent.objects.exists()


def test_a_person_who_telephoned_is_unsubscribed_with_one_button(desk):
    subscriber = make_subscriber("confirmed")

    press(desk, subscriber, "_unsubscribe")

    subscriber.refresh_from_db()
    assert subscriber.state == "unsubscribed"
    assert subscriber.consent.get().by.groups.get().name == "newsletter desk"


def test_how_the_wish_to_be_taken_off_came_may_be_noted(desk):
    subscriber = make_subscriber("confirmed")

    page = press(desk, subscriber, "_unsubscribe", note=" By telephone. ")

    assert subscriber.consent.get().note == "By telephone."
    assert "By telephone." in page.text


@pytest.mark.parametrize("note", ["x" * 1001, "a\0"])
def test_a_note_that_cannot_be_kept_is_refused_in_words_and_nothing_is_lost(desk, note):
    subscriber = make_subscriber("confirmed")

    page = press(desk, subscriber, "_unsubscribe", note=note)

    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    subscriber.refresh_from_db()
    assert subscriber.state == "confirmed"


def test_state_and_unsubscribe_stand_before_language_consent_and_mails(desk):
    html = desk.get(form_of(make_subscriber("confirmed"))).text

    places = [
        html.index(text) for text in ('name="_unsubscribe"', 'id="id_language"', 'id="consent"', 'id="mails"')
    ]
    assert places == sorted(places)


def test_enter_in_the_language_presses_nothing_but_save(desk):
    html = desk.get(form_of(make_subscriber("pending"))).text

    [form] = re.findall(r'<form method="post" id="subscriber_form".*?</form>', html, re.S)
    assert re.findall(r'type="submit"[^>]* name="(\w+)"', form) == ["_continue"]


def test_an_erased_person_leaves_consent_without_a_name(desk):
    subscriber = make_subscriber("confirmed")
    ConsentEvent.objects.create(
        subscriber=subscriber, kind="added", language="en", note="Mr Reader, by telephone"
    )
    make_mail(subscriber, kind="welcome")

    question = desk.get(f"{LIST}{subscriber.pk}/delete/")
    assert "Erase this person?" in question.content.decode()
    desk.post(f"{LIST}{subscriber.pk}/delete/", {"post": "yes"})

    assert not Subscriber.objects.exists()
    assert not ConfirmationMail.objects.exists()
    assert list(ConsentEvent.objects.values_list("kind", "subscriber", "note")) == [
        ("added", None, ""),
        ("erased", None, ""),
    ]
    assert not LogEntry.objects.filter(object_repr__contains=READER).exists()
    assert LogEntry.objects.filter(action_flag=3).count() == 1


def test_the_form_shows_consent_and_mails_with_their_errors(desk):
    subscriber = make_subscriber("pending")
    make_mail(subscriber, state="failed", last_error="550 no such mailbox", attempts=1)
    ConsentEvent.objects.create(
        subscriber=subscriber, kind="asked", language="en", wording="What was shown", page="/x/"
    )

    html = desk.get(form_of(subscriber)).content.decode()

    for text in ("550 no such mailbox", "1 attempt", "What was shown", "/x/", READER):
        assert text in html


def test_the_history_says_in_words_what_was_done_and_to_whom(desk):
    subscriber = make_subscriber("pending")
    press(desk, subscriber, "_send_again")
    press(desk, subscriber, "_unsubscribe")

    html = desk.get(f"{LIST}{subscriber.pk}/history/").content.decode()

    assert "Unsubscribed." in html
    assert "Asked once more to confirm." in html
    assert READER in html
    assert f"signup {subscriber.pk}" not in html
    assert not LogEntry.objects.filter(object_repr__contains=READER).exists()


def test_the_newest_stands_first_in_the_history_as_in_consent(desk):
    subscriber = make_subscriber("pending")
    press(desk, subscriber, "_send_again")
    press(desk, subscriber, "_unsubscribe")

    history = desk.get(f"{LIST}{subscriber.pk}/history/").context["action_list"]
    consent = desk.get(form_of(subscriber)).context["consent"]

    assert [entry.change_message for entry in history] == ["Unsubscribed.", "Asked once more to confirm."]
    assert [event.kind for event in consent] == ["unsubscribed", "sent again"]


def test_keeping_a_person_leads_back_to_the_form_and_its_search(desk):
    subscriber = make_subscriber("pending")
    filters = "?_changelist_filters=q%3Dreader"

    question = desk.get(f"{LIST}{subscriber.pk}/delete/{filters}").text

    assert f'<a class="button quiet-btn" href="{form_of(subscriber)}{filters}">' in question


def test_a_button_that_changes_nothing_is_no_line_of_the_history(desk):
    subscriber = make_subscriber("unsubscribed")

    press(desk, subscriber, "_unsubscribe")
    press(desk, subscriber, "_send_again")

    assert not LogEntry.objects.exists()


def test_every_message_of_a_saved_or_erased_signup_is_about_a_person(desk):
    subscriber = make_subscriber("confirmed")

    saved = press(desk, subscriber, "_save", language="he")
    erased = desk.post(f"{LIST}{subscriber.pk}/delete/", {"post": "yes"}, follow=True)

    assert READER in str(*saved.context["messages"])
    assert str(*erased.context["messages"]).startswith("The person is erased")


@pytest.mark.parametrize("button", ["_unsubscribe", "_send_again"])
def test_the_search_of_the_list_is_kept_by_the_buttons(desk, button):
    subscriber = make_subscriber("pending")
    filters = "?_changelist_filters=q%3Dreader"

    page = desk.post(form_of(subscriber) + filters, {button: "1"}, follow=True)

    assert page.request["QUERY_STRING"] == filters[1:]
    assert f'href="{LIST}?q=reader"' in page.content.decode()


def test_the_form_shows_the_newest_fifty_events_and_mails(desk):
    subscriber = make_subscriber("confirmed")
    for number in range(60):
        ConsentEvent.objects.create(subscriber=subscriber, kind="asked", language="en", page=f"/{number}/")
        make_mail(subscriber, state="failed", last_error=f"error {number}.")

    html = desk.get(form_of(subscriber)).content.decode()

    assert [f"/{number}/</bdi>" in html for number in (59, 10, 9)] == [True, True, False]
    assert [f"error {number}." in html for number in (59, 10, 9)] == [True, True, False]
    assert html.count("Only the newest 50 are shown.") == 2


def test_a_request_made_again_shows_when(desk):
    subscriber = make_subscriber("pending")
    again = timezone.make_aware(dt.datetime(2026, 3, 4, 17, 5))
    ConsentEvent.objects.create(subscriber=subscriber, kind="asked", language="en", repeated_at=again)

    assert "asked again, last 4 Mar 2026, 17:05" in desk.get(form_of(subscriber)).content.decode()


def test_a_mail_held_back_by_our_limits_says_so_and_one_held_back_by_a_server_does_not(desk):
    reason = "It waits its turn"
    later = timezone.now() + dt.timedelta(hours=1)
    mail = make_mail(make_subscriber("pending"), state="delayed", next_try_at=later)
    assert reason in desk.get(form_of(mail.subscriber)).content.decode()

    ConfirmationMail.objects.filter(pk=mail.pk).update(attempts=1, last_error="450 later")
    assert reason not in desk.get(form_of(mail.subscriber)).content.decode()


def test_the_box_of_a_row_is_named_by_its_address(desk):
    make_subscriber("pending")

    assert f'aria-label="Select {READER}"' in desk.get(LIST).content.decode()
