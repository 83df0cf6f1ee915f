"""Home, topics, projects, sections, standing pages, and the catch-all behind them."""

import pytest
from django.db import OperationalError
from django.db.models import QuerySet

from tests.dom import by_class, links, parse, text, texts
from tests.factories import make_author, make_page, make_post, make_section, make_site, make_topic

pytestmark = pytest.mark.django_db


def test_the_home_page_shows_the_newest_by_section(client):
    insight, books = make_section("Insight", slug="insight"), make_section("Books", slug="books")
    make_post(title="A book", section=books)
    make_post(title="An insight", section=insight)
    tree = parse(client.get("/"))
    headings = texts([head.find("h2") for head in by_class(tree, "section-head")])

    assert text(by_class(tree, "story--lead")[0].find(".//h2")) == "An insight"
    assert {"Insight", "Books"} <= set(headings)


def test_the_home_page_of_an_empty_site_says_so(client):
    assert "Nothing has been published here yet." in client.get("/").content.decode()


def test_the_topics_count_their_whole_subtree_and_each_post_once(client):
    powers = make_topic("Powers", slug="powers")
    china, russia = make_topic("China", parent=powers), make_topic("Russia", parent=powers)
    make_post(topics=[china, russia])
    make_post(topics=[china])
    make_post(topics=[china], language="he")
    tree = parse(client.get("/topics/"))
    found = {text(link) for link in by_class(tree, "topics")[0].iter("a")}

    assert found == {"Powers 2 (2 publications)", "China 2 (2 publications)", "Russia 1 (1 publication)"}


def test_projects_have_a_list_of_their_own(client):
    make_topic("One State", slug="one-state", kind="project")
    make_topic("China", slug="china")

    assert "/projects/one-state/" in links(parse(client.get("/projects/"))).values()
    assert client.get("/projects/one-state/").status_code == 200
    assert client.get("/topics/one-state/").status_code == 404
    assert client.get("/projects/china/").status_code == 404


def test_a_topic_page_shows_intro_sponsor_lead_subtopics_authors_and_posts_once(client):
    powers = make_topic(
        "Powers", slug="powers", intro_en="First part.\n\nSecond part.", sponsor_en="A foundation"
    )
    china = make_topic("China", slug="china", parent=powers)
    head = make_author("Maya Doron", slug="maya")
    head.leads.add(powers)
    writer = make_author("Yoav Tamir", slug="yoav")
    make_post(title="In both", topics=[powers, china], authors=[writer])
    tree = parse(client.get("/topics/powers/"))
    page = text(tree.find(".//main"))

    assert texts(by_class(tree, "lede")[0].findall("p")) == ["First part.", "Second part."]
    assert "With the support of A foundation" in page
    assert {"/topics/china/", "/authors/maya/", "/authors/yoav/"} <= set(links(tree).values())
    assert texts(by_class(tree, "story__title")) == ["In both"]


def test_the_authors_of_a_topic_are_the_six_with_most_posts(client):
    topic = make_topic(slug="iran")
    people = [make_author(f"Author {letter}", slug=f"author-{letter}") for letter in "abcdefgh"]
    for number, person in enumerate(people):
        for _ in range(number + 1):
            make_post(topics=[topic], authors=[person])
    tree = parse(client.get("/topics/iran/"))
    [section] = [part for part in tree.iter("section") if part.get("aria-labelledby") == "authors"]

    assert texts(by_class(section, "person__name")) == [f"Author {letter}" for letter in "hgfedc"]


def test_a_retired_topic_keeps_its_page(client):
    make_topic(slug="iraq", is_retired=True)
    assert "no longer active" in client.get("/topics/iraq/").content.decode()


def test_a_section_lists_the_posts_of_those_below_it(client):
    media = make_section("Media", slug="media", in_all_publications=False)
    releases = make_section("Press Releases", slug="press-releases", parent=media, in_all_publications=False)
    make_post(title="A release", section=releases)

    assert "A release" in client.get("/media/").content.decode()
    assert "A release" in client.get("/media/press-releases/").content.decode()


def test_a_section_outside_all_publications_is_left_out_of_them(client):
    publications = make_section("Publications", slug="publications")
    make_post(title="A book", section=make_section("Books", slug="books", parent=publications))
    hidden = make_section("Notes", slug="notes", parent=publications, in_all_publications=False)
    make_post(title="A note", section=hidden)
    page = client.get("/publications/").content.decode()

    assert "A book" in page
    assert "A note" not in page
    assert "A note" in client.get("/publications/notes/").content.decode()


def test_a_standing_page_has_its_place_and_its_neighbours(client):
    about = make_page("About", slug="about")
    make_page("History", slug="history", parent=about, body="<p>Founded long ago.</p>")
    make_page("Vision", slug="vision", parent=about)
    tree = parse(client.get("/about/history/"))

    assert text(by_class(tree, "crumbs")[0]) == "Home About History"
    assert "Founded long ago." in text(by_class(tree, "prose")[0])
    assert "/about/vision/" in links(tree).values()
    assert {"/about/history/", "/about/vision/"} <= set(links(parse(client.get("/about/"))).values())


def test_a_page_and_its_twin_lead_to_each_other(client):
    english = make_page("Contact", slug="contact")
    make_page("צור קשר", slug="contact", language="he", twin_group=english.twin_group)
    tree = parse(client.get("/contact/"))
    [alternate] = [link for link in tree.iter("link") if link.get("hreflang") == "he"]

    assert alternate.get("href") == "http://testserver/he/contact/"


def test_a_text_in_the_other_language_says_so(client):
    make_topic("Cognitive Warfare", slug="cognitive-warfare", intro_en="Only in English.")
    tree = parse(client.get("/he/topics/cognitive-warfare/"))
    heading = tree.find(".//h1/bdi")
    [intro] = by_class(tree, "lede")[0].findall("p")

    assert (heading.get("lang"), heading.get("dir")) == ("en", "ltr")
    assert (intro.get("lang"), intro.get("dir")) == ("en", "ltr")


@pytest.mark.parametrize("address", ["/topics", "/publications", "/about", "/he/topics"])
def test_what_exists_with_a_slash_is_redirected_to_it(client, address):
    make_section(slug="publications")
    make_page(slug="about")
    response = client.get(f"{address}?year=2024")

    assert response.status_code == 301
    assert response.headers["Location"] == f"{address}/?year=2024"


@pytest.mark.parametrize(
    "address", ["/nothing", "/nothing/", "/a%00b/", f"/{'a' * 201}/", "/he/nothing/", "/HE/"]
)
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_not_found_speaks_the_language_of_the_address(client):
    make_site()
    english, hebrew = parse(client.get("/nothing/")), parse(client.get("/he/nothing/"))

    assert english.find("html").get("lang") == "en"
    assert (hebrew.find("html").get("lang"), hebrew.find("html").get("dir")) == ("he", "rtl")
    assert not [link for link in english.iter("link") if link.get("rel") == "canonical"]


def test_a_public_page_sets_no_cookie_and_varies_by_no_language(client):
    make_post(slug="one")
    for address in ("/", "/publication/one/", "/topics/", "/search/?q=one", "/nothing/"):
        response = client.get(address)
        assert not response.cookies
        assert "Accept-Language" not in response.get("Vary", "")
        assert "Cookie" not in response.get("Vary", "")


def test_only_reading_is_allowed(client):
    for address in ("/", "/topics/", "/archive/", "/search/"):
        assert client.post(address).status_code == 405


def test_robots_are_kept_out_of_the_desk(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in response.content.decode()


def test_health_is_good_when_the_database_can_be_written(client):
    assert client.get("/healthz/").status_code == 200


def test_health_is_bad_when_the_database_cannot_be_written(client, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(QuerySet, "update_or_create", fail)
    assert client.get("/healthz/").status_code == 503


def test_the_way_to_a_page_does_not_name_a_draft(client):
    about = make_page("About us", slug="about", status="draft")
    make_page("History", slug="history", parent=about)
    assert "About us" not in client.get("/about/history/").content.decode()


def test_the_longest_path_of_a_section_is_found(client):
    section = None
    for letter, length in [("a", 60), ("b", 60), ("c", 60), ("d", 17)]:
        section = make_section(slug=letter * length, parent=section)
    assert len(section.path) == 200
    assert client.get(f"/{section.path}/").status_code == 200
    assert client.get(f"/{section.path}").status_code == 301


def test_the_hebrew_site_is_found_without_its_slash(client):
    response = client.get("/he")
    assert (response.status_code, response.headers["Location"]) == (301, "/he/")


def test_a_report_of_a_broken_link_names_its_address(client):
    make_site(email="info@inss.example")
    report = links(parse(client.get("/nowhere/?a=1&b=2")))["Report the link"]
    assert report.endswith("&body=http%3A//testserver/nowhere/%3Fa%3D1%26b%3D2")
