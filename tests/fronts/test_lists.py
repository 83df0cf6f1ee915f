"""Every list of posts: 20 a page, combined filters, correct URLs, a bounded cost."""

import datetime as dt

import pytest
from django.utils import timezone

import posts.listing
from posts.models import Byline, Post, PostTopic
from tests.dom import by_class, links, parse, text, texts
from tests.factories import make_author, make_post, make_section, make_tag, make_topic

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def fill(number: int, *, section, author, topic, tag=None, year: int | None = None) -> list[Post]:
    """Published posts by the hundred, an hour apart, the newest first."""
    newest = timezone.make_aware(dt.datetime(year, 6, 1)) if year else NOW - dt.timedelta(hours=1)
    taken = Post.objects.count()
    made = Post.objects.bulk_create(
        Post(
            title=f"Post {taken + n}",
            slug=f"filled-{taken + n}",
            section=section,
            status=Post.Status.PUBLISHED,
            published_at=newest - dt.timedelta(hours=n),
        )
        for n in range(number)
    )
    Byline.objects.bulk_create(Byline(post=post, author=author) for post in made)
    PostTopic.objects.bulk_create(PostTopic(post=post, topic=topic, is_primary=True) for post in made)
    if tag:
        Post.tags.through.objects.bulk_create(
            Post.tags.through(content_object=post, tag=tag) for post in made
        )
    return made


@pytest.fixture
def place(db):
    """The rows that the filled posts hang on."""
    return {
        "section": make_section("Insight", slug="insight"),
        "author": make_author("Maya Doron", slug="maya"),
        "topic": make_topic("Iran", slug="iran"),
    }


def titles(response) -> list[str]:
    return texts(by_class(parse(response), "story__title"))


def relation(tree, name: str) -> str | None:
    return next((link.get("href") for link in tree.iter("link") if link.get("rel") == name), None)


def test_the_other_language_keeps_what_is_chosen(client, place):
    fill(21, **place, year=2024)
    tree = parse(client.get("/insight/?year=2024&topic=iran&page=2"))
    chosen = "insight/?year=2024&topic=iran"

    assert links(tree)["עברית"] == f"/he/{chosen}"
    assert relation(tree, "canonical") == f"http://testserver/{chosen}&page=2"
    addresses = {link.get("hreflang"): link.get("href") for link in tree.iter("link") if link.get("hreflang")}
    assert addresses == {"en": f"http://testserver/{chosen}", "he": f"http://testserver/he/{chosen}"}
    assert links(parse(client.get("/search/?q=two+words")))["עברית"] == "/he/search/?q=two+words"
    assert links(parse(client.get("/search/")))["עברית"] == "/he/search/"


def test_a_list_shows_twenty_newest_first(client, place):
    made = fill(21, **place)
    assert titles(client.get("/insight/")) == [post.title for post in made[:20]]
    assert titles(client.get("/insight/?page=2")) == [made[20].title]


def test_pages_say_what_is_before_and_after_them(client, place):
    fill(50, **place)
    first, second, third = (parse(client.get(f"/insight/?page={n}")) for n in (1, 2, 3))
    base = "http://testserver/insight/"

    assert (relation(first, "canonical"), relation(first, "prev")) == (base, None)
    assert (relation(second, "canonical"), relation(second, "prev")) == (f"{base}?page=2", base)
    assert relation(second, "next") == f"{base}?page=3"
    assert relation(third, "next") is None


def test_filters_combine_and_stay_with_the_pages(client, place):
    other = {"section": make_section(slug="books"), "author": place["author"], "topic": place["topic"]}
    fill(25, **place, year=2024)
    fill(3, **place, year=2023)
    fill(3, **other, year=2024)
    response = client.get("/authors/maya/?section=insight&topic=iran&year=2024")
    tree = parse(response)

    assert "25 publications" in text(by_class(tree, "result-bar")[0])
    assert relation(tree, "next").endswith("/authors/maya/?year=2024&section=insight&topic=iran&page=2")


def test_each_filter_can_be_taken_away(client, place):
    fill(2, **place, year=2024)
    tree = parse(client.get("/archive/?section=insight&year=2024"))

    assert [link.get("href") for link in by_class(tree, "chip--x")] == [
        "/archive/?section=insight",
        "/archive/?year=2024",
    ]


def test_the_year_filter_runs_from_the_last_date_to_the_first(client, place):
    fill(1, **place, year=2021)
    fill(1, **place, year=2024)
    tree = parse(client.get("/insight/"))
    [select] = [select for select in tree.iter("select") if select.get("name") == "year"]

    assert texts(list(select)) == ["All years", "2024", "2023", "2022", "2021"]


def test_the_year_of_a_post_is_the_institute_s_not_utc_s(client, place):
    fill(1, **place)
    midnight = dt.datetime(2023, 12, 31, 22, 30, tzinfo=dt.UTC)  # half past midnight of 2024 in Jerusalem
    Post.objects.update(published_at=midnight)

    assert titles(client.get("/archive/2024/01/")) == ["Post 0"]
    assert titles(client.get("/archive/2023/")) == []


def test_an_empty_list_says_so(client, place):
    assert "Nothing has been published here yet." in client.get("/insight/").content.decode()


def test_filters_that_find_nothing_offer_to_take_them_away(client, place):
    fill(1, **place, year=2024)
    tree = parse(client.get("/insight/?year=2020"))

    assert "No publication matches these filters." in text(tree.find(".//main"))
    assert links(tree)["Remove all filters"] == "/insight/"


def test_totals_are_exact_up_to_the_limit_and_then_open(client, place, monkeypatch):
    monkeypatch.setattr(posts.listing, "EXACT_TOTAL", 30)
    fill(30, **place)
    assert "30 publications" in client.get("/insight/").content.decode()

    fill(1, **place)
    assert "1,000+ publications" in client.get("/insight/").content.decode()


def test_beyond_the_last_page_a_404_leads_to_the_archive_of_its_year(client, place, monkeypatch):
    monkeypatch.setattr(posts.listing, "LAST_PAGE", 2)
    fill(60, **place, year=2022)
    last, beyond = client.get("/insight/?page=2"), client.get("/insight/?page=3")

    assert relation(parse(last), "next") is None
    assert beyond.status_code == 404
    assert "/archive/2022/" in links(parse(beyond)).values()


@pytest.mark.parametrize("page", ["0", "-1", "99999", "abc", "%00", "1.5", "٣", "9" * 400, "3"])
def test_a_page_that_is_not_there_is_not_found(client, place, page):
    fill(25, **place)
    assert client.get(f"/insight/?page={page}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["year=abc", "year=0000", "year=9999", "year=%00", "section=nowhere", "section=%00", "topic=' OR 1=1"],
)
def test_a_filter_that_means_nothing_is_not_found(client, place, query):
    assert client.get(f"/archive/?{query}").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/archive/0000/", "/archive/9999/", "/archive/2024/13/", "/archive/2024/00/", "/archive/20245/"],
)
def test_a_month_no_calendar_has_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_huge_or_broken_query_string_changes_nothing(client, place):
    fill(1, **place)
    for query in ("x=" + "y" * 10_000, "&&&=%%%zz", "page=&year=&section=&topic="):
        assert client.get(f"/insight/?{query}").status_code == 200


def test_the_archive_of_a_year_has_its_months(client, place):
    fill(1, **place, year=2024)
    tree = parse(client.get("/archive/2024/"))
    assert links(tree)["June"] == "/archive/2024/06/"


def test_an_author_s_page_counts_by_section_and_names_coauthors(client, place):
    other = make_author("Yoav Tamir", slug="yoav")
    make_post(section=place["section"], authors=[place["author"], other])
    make_post(section=make_section("Books", slug="books"), authors=[place["author"]])
    tree = parse(client.get("/authors/maya/"))

    assert links(tree)["Insight (1)"] == "/authors/maya/?section=insight"
    assert links(tree)["Books (1)"] == "/authors/maya/?section=books"
    assert "/authors/yoav/" in links(tree).values()


def test_the_filters_of_an_author_s_page_keep_each_other(client, place):
    make_post(section=place["section"], authors=[place["author"]])
    make_post(section=make_section("Books", slug="books"), authors=[place["author"]])
    tree = parse(client.get("/authors/maya/?section=insight&topic=iran"))
    form = by_class(tree, "filters")[0]

    assert [(field.get("name"), field.get("value")) for field in form.iter("input")] == [
        ("section", "insight")
    ]
    assert links(tree)["Books (1)"] == "/authors/maya/?section=books&topic=iran"
    assert links(tree)["All"] == "/authors/maya/?topic=iran"


def test_the_choices_of_a_filter_stand_as_in_the_tree(client):
    sections = [make_section("Insight", slug="insight"), make_section("Media", slug="media")]
    make_section("Articles", slug="articles", parent=sections[1])
    make_section("Serials", slug="serials", parent=sections[0])
    topic = make_topic("Iran", slug="iran")
    make_topic("Iraq", slug="iraq")
    make_topic("Shi’ite Militias", slug="militias", parent=topic)
    make_post(section=sections[0], topics=[topic])
    tree = parse(client.get("/archive/"))
    choices = {
        select.get("name"): ["".join(option.itertext()) for option in select.iter("option")][1:]
        for select in tree.iter("select")
    }

    assert choices["section"] == ["Insight", "\u2003Serials", "Media", "\u2003Articles"]
    assert choices["topic"] == ["Iran", "\u2003Shi’ite Militias", "Iraq"]


def test_a_filter_that_leaves_nothing_can_be_taken_away_by_itself(client, place):
    fill(1, **place, year=2024)
    tree = parse(client.get("/archive/?topic=iran&year=2024&section=insight"))
    assert by_class(tree, "story__title")
    make_section("Books", slug="books")
    tree = parse(client.get("/archive/?topic=iran&section=books"))

    assert not by_class(tree, "story__title")
    assert [chip.get("href") for chip in by_class(tree, "chip--x")] == [
        "/archive/?topic=iran",
        "/archive/?section=books",
    ]


def test_the_pages_of_a_list_have_titles_of_their_own(client, place):
    fill(21, **place)
    first, second = (parse(client.get(f"/insight/{query}")).findtext(".//title") for query in ("", "?page=2"))
    assert first.startswith("Insight |")
    assert second.startswith("Insight, page 2 |")


QUERIES = {
    "post": ("/publication/filled-3/", 12),
    "section": ("/insight/", 12),
    "author": ("/authors/maya/", 12),
    "tag": ("/tags/oil/", 12),
    "archive": ("/archive/", 12),
    "year": ("/archive/2026/", 12),
    "search": ("/search/?q=Post", 12),
    "topic": ("/topics/iran/", 14),
    "topics": ("/topics/", 12),
    "home": ("/", 14),
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_page_costs_the_same_few_queries_at_ten_and_at_hundreds(
    client, place, name, django_assert_max_num_queries
):
    address, limit = QUERIES[name]
    fill(10, **place, tag=make_tag(slug="oil"))
    with django_assert_max_num_queries(limit) as few:
        assert client.get(address).status_code == 200

    fill(400, **place)
    with django_assert_max_num_queries(limit) as many:
        assert client.get(address).status_code == 200
    assert len(many) == len(few)


def test_a_filter_says_in_which_language_its_choices_are(client):
    section = make_section("Insight", slug="insight")
    make_post(section=section, topics=[make_topic("Iran", name_he="איראן", slug="iran")], language="he")
    tree = parse(client.get("/he/archive/"))
    options = {text(option): (option.get("lang"), option.get("dir")) for option in tree.iter("option")}
    assert (options["Insight"], options["איראן"]) == (("en", "ltr"), (None, None))
