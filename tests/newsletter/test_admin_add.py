"""Adding a person who asked by telephone or on paper."""

import pytest

from inss.newsletter.models import ConsentEvent, Subscriber
from tests.factories import make_newsletter_desk

from .cast import LIST, READER, form_of, make_subscriber, send_mails

pytestmark = pytest.mark.django_db


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
