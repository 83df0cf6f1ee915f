import datetime as dt
import re
import uuid

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone

from inss.newsletter.models import ConfirmationMail, ConsentEvent, Subscriber
from tests.factories import make_newsletter_desk, make_user

from .cast import LIST, READER, make_mail, make_subscriber, send_mails, sign_up

pytestmark = pytest.mark.django_db


def form_of(subscriber: Subscriber) -> str:
    return f"{LIST}{subscriber.pk}/change/"


def press(desk, subscriber: Subscriber, button: str, **values):
    subscriber.refresh_from_db()
    data = {"language": subscriber.language, "version": subscriber.version, button: "1"} | values
    return desk.post(form_of(subscriber), data, follow=True)


def test_adding_by_hand_asks_the_reader_and_confirms_nobody(desk):
    desk.post(f"{LIST}add/", {"email": " Reader@example.com", "language": "he", "note": "By telephone."})

    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.state, subscriber.language) == (READER, "pending", "he")
    event = subscriber.consent.get()
    assert (event.kind, event.note) == ("added", "By telephone.")
    assert event.by.groups.get().name == "newsletter desk"
    [message] = send_mails()
    assert "/he/newsletter/confirm/" in message.body


@pytest.mark.parametrize(
    "sent",
    [
        {"email": "", "note": "x"},
        {"email": "no address", "note": "x"},
        {"email": "reader@localhost", "note": "x"},
        {"email": READER, "note": ""},
        {"email": READER, "note": " "},
        {"email": "a\0@example.com", "note": "x"},
        {"email": READER, "note": "x", "language": "fr"},
    ],
)
def test_adding_without_address_or_consent_is_refused_beside_the_field(desk, sent):
    page = desk.post(f"{LIST}add/", {"language": "en"} | sent)

    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("state", ["pending", "confirmed"])
def test_adding_somebody_who_is_on_the_list_is_refused_with_the_state(desk, state):
    make_subscriber(state)

    page = desk.post(f"{LIST}add/", {"email": READER, "language": "en", "note": "x"})

    assert "on the list already" in page.content.decode()
    assert ConsentEvent.objects.count() == 0


def test_somebody_who_had_left_may_be_added_again_and_must_confirm(desk):
    gone = make_subscriber("unsubscribed")
    typed = {"email": f" {READER.upper()}", "language": "en", "note": "Wrote a letter."}

    warned = desk.post(f"{LIST}add/", typed)
    assert "left the list on" in warned.text
    assert f'<a href="{form_of(gone)}">see how</a>' in warned.text
    assert Subscriber.objects.get().state == "unsubscribed"

    form = warned.context["adminform"].form
    desk.post(f"{LIST}add/", {name: form[name].value() or "" for name in form.fields})
    assert Subscriber.objects.get().state == "pending"
    assert len(send_mails()) == 1


def test_a_warning_of_one_address_lets_no_other_pass(desk):
    make_subscriber("unsubscribed")
    typed = {"email": READER, "language": "en", "note": "x", "warned_of": "other@example.com"}

    assert "left the list on" in desk.post(f"{LIST}add/", typed).text
    assert Subscriber.objects.get().state == "unsubscribed"


def test_the_form_of_somebody_who_left_says_how_they_may_come_back(desk):
    gone = make_subscriber("unsubscribed", language="he")
    again = f"{LIST}add/?again={gone.pk}"
    page = desk.get(form_of(gone))
    assert "No newsletter goes there." in page.text
    assert f'href="{again}"' in page.text
    assert 'value="Unsubscribe"' not in page.text

    form = desk.get(again).context["adminform"].form
    added = {name: form[name].value() or "" for name in form.fields} | {"note": "Telephoned again."}
    assert added["language"] == "he"
    desk.post(f"{LIST}add/", added)

    assert Subscriber.objects.get().state == "pending"


@pytest.mark.parametrize("again", ["", "x", "9" * 30, "%00", "0"])
def test_the_form_to_add_somebody_is_empty_where_nobody_is_named(desk, again):
    make_subscriber("confirmed")

    form = desk.get(f"{LIST}add/?again={again}").context["adminform"].form

    assert form["email"].value() is None


def test_the_form_to_add_somebody_names_nobody_who_is_on_the_list(desk):
    subscriber = make_subscriber("confirmed")

    assert READER not in desk.get(f"{LIST}add/?again={subscriber.pk}").text


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


def test_the_confirmation_is_sent_again_from_the_form(desk):
    subscriber = make_subscriber("pending")

    page = press(desk, subscriber, "_send_again")

    assert "The confirmation goes out now." in page.content.decode()
    assert len(send_mails()) == 1
    assert subscriber.consent.get().kind == "sent again"


def test_a_delayed_confirmation_is_brought_forward(desk):
    subscriber = make_subscriber("pending")
    make_mail(subscriber, state="delayed", next_try_at=timezone.now() + dt.timedelta(hours=9))

    press(desk, subscriber, "_send_again")

    assert len(send_mails()) == 1
    assert not ConfirmationMail.objects.unsent().exists()


def test_a_double_press_sends_once(desk):
    subscriber = make_subscriber("pending")
    press(desk, subscriber, "_send_again")
    assert len(send_mails()) == 1

    page = press(desk, subscriber, "_send_again")

    assert send_mails() == []
    [message] = page.context["messages"]
    assert str(message).startswith("A mail went out a few minutes ago.")
    assert subscriber.consent.count() == 1


def said(page) -> str:
    return " ".join(str(message) for message in page.context["messages"])


def test_the_desk_is_told_why_no_confirmation_goes_out_and_from_when_one_may(desk, clock):
    clock.now = timezone.make_aware(dt.datetime(2026, 3, 4, 17, 0))
    subscriber = make_subscriber("pending")
    mail = make_mail(subscriber, state="sent", sent_at=clock.now)
    assert "from 4 Mar 2026, 17:11" in said(press(desk, subscriber, "_send_again"))

    owner = {"claimed_by": uuid.uuid4(), "claim_expires_at": clock.now}
    ConfirmationMail.objects.filter(pk=mail.pk).update(state="data", **owner)
    assert "A mail is just leaving." in said(press(desk, subscriber, "_send_again"))

    subscriber = make_subscriber("confirmed", email="in@example.com")
    assert "this person is not waiting" in said(press(desk, subscriber, "_send_again"))


def test_a_refused_address_is_asked_again_after_an_hour_and_not_at_each_press(desk, clock):
    clock.now = timezone.make_aware(dt.datetime(2026, 3, 4, 17, 0))
    subscriber = make_subscriber("pending")
    make_mail(subscriber, state="failed", last_error="550 5.1.1 no such mailbox", attempts=1)

    refused = said(press(desk, subscriber, "_send_again"))
    assert "has just refused this address" in refused
    assert "from 4 Mar 2026, 18:01" in refused
    assert send_mails() == []

    clock.advance(minutes=61)
    press(desk, subscriber, "_send_again")
    assert len(send_mails()) == 1


def test_a_mail_that_no_server_took_may_be_sent_again_at_once(desk):
    subscriber = make_subscriber("pending")
    make_mail(subscriber, state="failed", last_error="TimeoutError: timed out", attempts=8)

    press(desk, subscriber, "_send_again")

    assert len(send_mails()) == 1


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


def test_confirmations_are_sent_again_from_the_list_to_those_who_wait(desk):
    ids = [make_subscriber(state, email=f"{state}@example.com").pk for state in ("pending", "confirmed")]

    page = desk.post(LIST, {"action": "send_again", "_selected_action": ids}, follow=True)

    assert [message.to for message in send_mails()] == [["pending@example.com"]]
    assert said(page) == "1 confirmation goes out now. 1 of these is not waiting to confirm."


def test_the_list_says_of_those_who_had_a_mail_from_when_another_may_go(desk, clock):
    clock.now = timezone.make_aware(dt.datetime(2026, 3, 4, 17, 0))
    ids = [make_subscriber(email=f"reader{number}@example.com").pk for number in range(2)]
    desk.post(LIST, {"action": "send_again", "_selected_action": ids}, follow=True)
    send_mails()

    page = desk.post(LIST, {"action": "send_again", "_selected_action": ids}, follow=True)

    assert said(page).startswith("2 had a mail, or were refused, a short while ago")
    assert said(page).endswith("try again from 4 Mar 2026, 17:11.")


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
    assert re.findall(r'type="submit"[^>]* name="(\w+)"', form) == ["_save"]


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


@pytest.mark.parametrize("language", ["en", "he"])
def test_somebody_added_by_hand_reads_the_desks_language_unless_another_is_chosen(client, language):
    client.force_login(make_newsletter_desk(language=language))

    form = client.get(f"{LIST}add/").context["adminform"].form

    assert form["language"].value() == language


def test_a_note_that_is_too_long_is_refused_and_the_limit_stands_beside_the_field(desk):
    page = desk.post(f"{LIST}add/", {"email": READER, "language": "en", "note": "x" * 1001})

    assert "At most 1,000 characters." in page.text
    assert "errorlist" in page.text
    assert not Subscriber.objects.exists()


def test_a_button_that_changes_nothing_is_no_line_of_the_history(desk):
    subscriber = make_subscriber("unsubscribed")

    press(desk, subscriber, "_unsubscribe")
    press(desk, subscriber, "_send_again")

    assert not LogEntry.objects.exists()


def test_who_was_added_is_named_and_said_to_be_waiting_for_the_reader(desk):
    page = desk.post(f"{LIST}add/", {"email": READER, "language": "en", "note": "x"}, follow=True)

    [message] = page.context["messages"]
    assert READER in str(message)
    assert "mail is on its way" in str(message)
    assert "until the reader presses its button" in str(message)


def test_who_is_on_the_list_already_is_one_click_away(desk):
    subscriber = make_subscriber("confirmed")

    page = desk.post(f"{LIST}add/", {"email": READER, "language": "en", "note": "x"})

    assert f'<a href="{form_of(subscriber)}">Confirmed</a>' in page.content.decode()


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


def test_asking_many_again_stays_below_the_hourly_ceiling(desk, clock, settings):
    settings.NEWSLETTER_MAILS_PER_HOUR = 3
    ids = [make_subscriber(email=f"reader{number}@example.com").pk for number in range(5)]

    page = desk.post(LIST, {"action": "send_again", "_selected_action": ids}, follow=True)

    latest = f"{timezone.localtime() + dt.timedelta(hours=1):%H:%M}"
    [message] = page.context["messages"]
    assert str(message).startswith("5 confirmations go out")
    assert str(message).endswith(f"{latest}.")
    assert len(send_mails()) == 3
    clock.advance(hours=1)
    assert len(send_mails()) == 2


def test_over_the_ceiling_the_button_says_when_the_mail_leaves(desk, settings):
    settings.NEWSLETTER_MAILS_PER_HOUR = 1
    make_mail(make_subscriber("confirmed", email="other@example.com"))

    page = press(desk, make_subscriber("pending"), "_send_again")

    [message] = page.context["messages"]
    assert str(message).startswith("1 confirmation goes out at ")


def test_asking_again_does_not_push_back_a_mail_with_an_earlier_turn(desk, settings):
    settings.NEWSLETTER_MAILS_PER_HOUR = 1
    mail = make_mail(make_subscriber("pending"), state="queued")

    press(desk, mail.subscriber, "_send_again")

    assert len(send_mails()) == 1


def test_asking_those_again_who_do_not_wait_says_so(desk):
    ids = [make_subscriber("confirmed").pk]

    page = desk.post(LIST, {"action": "send_again", "_selected_action": ids}, follow=True)

    [message] = page.context["messages"]
    assert str(message) == "1 of these is not waiting to confirm."


def test_the_box_of_a_row_is_named_by_its_address(desk):
    make_subscriber("pending")

    assert f'aria-label="Select {READER}"' in desk.get(LIST).content.decode()
