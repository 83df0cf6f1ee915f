import csv
import datetime as dt
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from inss.newsletter.models import ConfirmationMail, ConsentEvent, Subscriber
from tests.factories import make_newsletter_desk, make_user

from .cast import READER, make_mail, make_subscriber, send_mails

pytestmark = pytest.mark.django_db

LIST = "/admin/newsletter/subscriber/"


@pytest.fixture
def desk(client):
    """A client logged in as the newsletter desk."""
    client.force_login(make_newsletter_desk())
    return client


def form_of(subscriber: Subscriber) -> str:
    return f"{LIST}{subscriber.pk}/change/"


def press(desk, subscriber: Subscriber, button: str, **values):
    subscriber.refresh_from_db()
    data = {"language": subscriber.language, "version": subscriber.version, button: "1"} | values
    return desk.post(form_of(subscriber), data, follow=True)


def shown(desk, query: str = "") -> set[str]:
    page = desk.get(LIST + query)
    assert page.status_code == 200, page
    return {subscriber.email for subscriber in page.context["cl"].result_list}


def make_crowd() -> None:
    make_subscriber("confirmed", email="en@example.com", page="/")
    make_subscriber("confirmed", email="he@example.com", language="he", page="/he/publication/a/")
    make_subscriber("unsubscribed", email="gone@example.com", page="/")
    delayed = make_subscriber("unsubscribed", email="late@example.com")
    make_mail(delayed, state="delayed", next_try_at=timezone.now() + dt.timedelta(hours=1))
    failed = make_subscriber("pending", email="failed@example.com")
    make_mail(failed, state="failed", last_error="550 no such mailbox")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=HE@exam", {"he@example.com"}),
        ("?state=confirmed", {"en@example.com", "he@example.com"}),
        ("?state=pending", {"failed@example.com"}),
        ("?language__exact=he", {"he@example.com"}),
        ("?page=/", {"en@example.com", "gone@example.com"}),
        ("?page=none", {"late@example.com", "failed@example.com"}),
        ("?mail=delayed", {"late@example.com"}),
        ("?mail=failed", {"failed@example.com"}),
        ("?state=confirmed&page=/", {"en@example.com"}),
        ("?confirmed=1999-01", set()),
    ],
)
def test_the_list_is_searched_and_filtered(desk, query, found):
    make_crowd()

    assert shown(desk, query) == found


def test_the_list_is_filtered_by_the_month_of_confirmation(desk):
    make_crowd()
    month = f"{timezone.localtime() - dt.timedelta(days=30):%Y-%m}"

    assert shown(desk, f"?confirmed={month}") == {"en@example.com", "he@example.com"}


@pytest.mark.parametrize(
    "query",
    ["?state=x", "?page=%00", "?mail=x", "?confirmed=x", "?confirmed=2026-99", "?q=%00", "?p=-1", "?x=1"],
)
def test_a_broken_filter_is_never_a_fault(desk, query):
    assert desk.get(LIST + query, follow=True).status_code == 200


def test_tabs_count_the_states_and_the_mails_that_did_not_simply_arrive(desk):
    make_crowd()

    html = " ".join(desk.get(LIST).content.decode().split())

    assert 'Confirmed <span class="count">2</span>' in html
    assert 'Mail: Failed <span class="count">1</span>' in html
    assert 'Mail: Delayed <span class="count">1</span>' in html


@pytest.mark.parametrize("count", [10, 300])
def test_the_list_costs_the_same_few_queries_however_long_it_is(desk, django_assert_max_num_queries, count):
    Subscriber.objects.bulk_create(
        Subscriber(email=f"reader{n}@example.com", page=f"/publication/{n}/") for n in range(count)
    )
    with django_assert_max_num_queries(15):
        desk.get(LIST)


def test_the_chart_counts_this_week(desk):
    make_crowd()

    page = desk.get(LIST)

    [*_before, week] = page.context["weeks"]
    assert (week.confirmed, week.others) == (2, 3)
    assert len(page.context["weeks"]) == 26
    assert "5 signups this week" in page.content.decode()


def test_figures_count_by_month_language_and_page(desk):
    make_crowd()
    month = f"{timezone.localtime() - dt.timedelta(days=30):%Y-%m}"

    for query, months, pages in [
        ("", [(1, 1)], [("/", 1, 0), ("/he/publication/a/", 0, 1)]),
        (f"?month={month}", [(1, 1)], [("/", 1, 0), ("/he/publication/a/", 0, 1)]),
        ("?month=1999-01", [(1, 1)], []),
        ("?page=/", [(1, 0)], [("/", 1, 0), ("/he/publication/a/", 0, 1)]),
    ]:
        context = desk.get(f"{LIST}figures/{query}").context
        assert [(row.english, row.hebrew) for row in context["months"].values()] == months
        assert [(name, row.english, row.hebrew) for name, _label, row in context["pages"]] == pages


def test_a_broken_month_leads_to_all_figures(desk):
    assert desk.get(f"{LIST}figures/?month=x").status_code == 302


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
    make_subscriber("unsubscribed")

    desk.post(f"{LIST}add/", {"email": READER, "language": "en", "note": "Wrote a letter."})

    assert Subscriber.objects.get().state == "pending"
    assert len(send_mails()) == 1


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
    opened = {"language": "en", "version": subscriber.version, "_send_again": "1"}
    desk.post(form_of(subscriber), opened)
    send_mails()

    page = desk.post(form_of(subscriber), opened)

    assert send_mails() == []
    assert "since you opened it" in page.content.decode()


def test_confirmations_are_sent_again_from_the_list_to_those_who_wait(desk):
    ids = [make_subscriber(state, email=f"{state}@example.com").pk for state in ("pending", "confirmed")]

    page = desk.post(LIST, {"action": "send_again", "_selected_action": ids}, follow=True)

    assert [message.to for message in send_mails()] == [["pending@example.com"]]
    assert "1 confirmation goes out now." in page.content.decode()


def test_a_person_who_telephoned_is_unsubscribed_with_one_button(desk):
    subscriber = make_subscriber("confirmed")

    press(desk, subscriber, "_unsubscribe")

    subscriber.refresh_from_db()
    assert subscriber.state == "unsubscribed"
    assert subscriber.consent.get().by.groups.get().name == "newsletter desk"


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
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=codenames)


@pytest.mark.parametrize("name", ["changelist", "add", "figures"])
def test_the_desk_is_closed_to_others(client, name):
    client.force_login(make_user("publisher"))

    assert client.get(reverse(f"admin:newsletter_subscriber_{name}")).status_code == 403
