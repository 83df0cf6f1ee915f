import datetime as dt
import re
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from inss.newsletter import figures, workflow
from inss.newsletter.models import ConfirmationMail, Subscriber
from tests.factories import make_newsletter_desk

from .cast import LIST, READER, make_crowd, make_mail, make_subscriber, record, sign_up

pytestmark = pytest.mark.django_db


def at(day: dt.date, hour: int, minute: int) -> dt.datetime:
    """In the site's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def shown(desk, query: str = "") -> set[str]:
    page = desk.get(LIST + query)
    assert page.status_code == 200, page
    return {subscriber.email for subscriber in page.context["cl"].result_list}


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


def test_only_who_was_added_by_hand_is_shown_and_counted_so(desk, client):
    sign_up(client, "web@example.com", page="")
    desk.post(f"{LIST}add/", {"email": READER, "language": "en", "note": "By telephone."})
    for mail in ConfirmationMail.objects.all():
        workflow.confirm(mail)

    assert shown(desk, "?page=none") == {"web@example.com"}
    assert shown(desk, "?page=by-hand") == {READER}
    counted = desk.get(f"{LIST}figures/").context["pages"]
    assert {(label, row.total) for _name, label, row in counted} == {("Unknown page", 1), ("By hand", 1)}
    for origin in ("none", "by-hand"):
        assert (
            sum(row.total for row in desk.get(f"{LIST}figures/?page={origin}").context["months"].values())
            == 1
        )


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


def test_the_list_is_filtered_by_the_last_month(desk, clock):
    clock.now = at(dt.date(2026, 3, 15), 12, 0)
    days = [dt.date(2026, 1, 31), dt.date(2026, 2, 1), dt.date(2026, 2, 28), dt.date(2026, 3, 1)]
    for day in days:
        signed_up = make_subscriber(email=f"{day}@example.com")
        Subscriber.objects.filter(pk=signed_up.pk).update(created_at=at(day, 0, 30))
    dates = desk.get(LIST).context["cl"].filter_specs[4]
    [last_month] = [link for word, link in dates.links if word == "Last month"]

    assert shown(desk, f"?{urlencode(last_month)}") == {"2026-02-01@example.com", "2026-02-28@example.com"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?q=nobody", "No entry fits “nobody”."),
        ("?q=nobody&state=confirmed", "No entry fits “nobody” with these filters."),
        ("?state=confirmed", "No entry fits these filters."),
    ],
)
def test_an_empty_list_names_filters_only_where_some_are_set(desk, query, said):
    make_subscriber("pending")

    assert said in desk.get(LIST + query).text


def test_tabs_count_the_states_and_the_mails_that_did_not_simply_arrive(desk):
    make_crowd()

    html = " ".join(desk.get(LIST).content.decode().split())

    assert 'Confirmed <span class="count">2</span>' in html
    assert 'Mail failed <span class="count">1</span>' in html
    assert 'Mail delayed <span class="count">1</span>' in html


@pytest.mark.parametrize(
    ("query", "states", "mails"),
    [
        ("", [None, 1, 2, 2], [None, 1, 1, 0]),
        ("?state=confirmed", [None, 1, 2, 2], [None, 0, 0, 0]),
        ("?mail=failed", [None, 1, 0, 0], [None, 1, 1, 0]),
        ("?page=/", [None, 0, 1, 1], [None, 0, 0, 0]),
        ("?q=late", [None, 0, 0, 1], [None, 1, 0, 0]),
    ],
)
def test_tabs_count_what_they_would_show_under_the_other_filters_and_the_search(desk, query, states, mails):
    make_crowd()

    changelist = desk.get(LIST + query).context["cl"]

    counts = [[tab["count"] for tab in spec.choices(changelist)] for spec in changelist.filter_specs[:2]]
    assert counts == [states, mails]


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


@pytest.mark.parametrize(
    "sunday", [dt.date(2026, 11, 22), dt.date(2026, 10, 25)], ids=["of 24 hours", "of 25 hours"]
)
def test_a_week_begins_on_sunday_in_the_sites_time_zone(desk, clock, sunday):
    day = dt.timedelta(days=1)
    moments = [at(sunday - day, 23, 59), at(sunday, 0, 1), at(sunday + 6 * day, 23, 50)]
    for number, moment in enumerate(moments):
        signed_up = make_subscriber(email=f"reader{number}@example.com")
        Subscriber.objects.filter(pk=signed_up.pk).update(created_at=moment)
    clock.now = moments[-1]

    [*_before, last_week, week] = desk.get(LIST).context["weeks"]

    assert (last_week.signups, week.signups) == (1, 2)
    assert week.starts_on == sunday


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


def test_a_confirmation_counts_in_its_month_whatever_became_of_it(desk):
    """One reader left and came back, one left, one was erased, one has stayed."""
    january, march = at(dt.date(2026, 1, 31), 23, 30), at(dt.date(2026, 3, 1), 0, 30)
    back, gone, erased, stayed = (
        make_subscriber(state, email=f"{n}@example.com", confirmed_at=march)
        for n, state in enumerate(["confirmed", "unsubscribed", "confirmed", "confirmed"])
    )
    for reader in (back, gone, erased):
        record("confirmed", reader, january)
    for reader in (back, gone):
        record("unsubscribed", reader, january)
    for reader in (back, stayed):
        record("confirmed", reader, march)
    workflow.erase(erased, by=make_newsletter_desk())

    page = desk.get(f"{LIST}figures/")

    rows = [(day, row.total, row.ended, row.lasting) for day, row in page.context["months"].items()]
    assert rows == [(dt.date(2026, 3, 1), 2, 0, 2), (dt.date(2026, 1, 1), 3, 3, 0)]
    total = page.context["months_total"]
    assert (total.total, total.ended, total.lasting) == (5, 3, 2)
    assert shown(desk, "?confirmed=2026-03") == {back.email, stayed.email}


def test_a_mail_without_an_answer_is_said_so_in_the_list_its_filter_and_the_form(desk):
    reader = make_subscriber("pending")
    make_mail(reader, state="uncertain")
    for address in (LIST, f"{LIST}?mail=uncertain", f"{LIST}{reader.pk}/change/"):
        assert "No word from the mail server: it may have gone out" in desk.get(address).text


def test_the_chart_says_what_its_two_colours_are(desk):
    make_crowd()
    page = " ".join(desk.get(LIST).text.split())
    key = page[page.index("chart__key") : page.index('<svg viewBox="0 0 523')]
    assert "confirmed, still on the list" in key
    assert "not confirmed yet, or left since" in key


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/publication/the-price-of-quiet/", "The price of quiet"),
        ("/he/publication/the-price-of-quiet/", "The price of quiet, in Hebrew"),
        ("/topics/iran/", "Topics / iran"),
        ("/publication/", "Publication"),
        ("/he/newsletter/", "Newsletter page in Hebrew"),
    ],
)
def test_a_page_is_named_by_the_words_of_its_path_and_its_language(desk, path, words):
    record("confirmed", make_subscriber("confirmed", page=path))

    assert f'<bdi title="{path}">{words}</bdi>' in desk.get(LIST).text
    [(_path, label, _row)] = desk.get(f"{LIST}figures/").context["pages"]
    assert label == words


def test_no_two_columns_of_the_list_could_both_be_the_date(desk):
    make_subscriber()

    headings = re.findall(
        r'<th scope="col" class="[^"]*column-(?:page_word|signed_up)\b.*?</th>', desk.get(LIST).text, re.S
    )

    assert [" ".join(re.sub("<.*?>", " ", heading).split()) for heading in headings] == ["Page", "Signed up"]


def test_each_table_of_figures_ends_with_its_total(desk, monkeypatch):
    make_crowd()
    monkeypatch.setattr(figures, "PAGES_SHOWN", 1)  # what is not shown is in the total

    for query, months_total, pages_total in [("", (1, 1), (1, 1)), ("?page=/", (1, 0), (1, 1))]:
        context = desk.get(f"{LIST}figures/{query}").context
        assert (context["months_total"].english, context["months_total"].hebrew) == months_total
        assert (context["pages_total"].english, context["pages_total"].hebrew) == pages_total


def test_a_broken_month_leads_to_all_figures(desk):
    assert desk.get(f"{LIST}figures/?month=x").status_code == 302
