"""One tree of menu items feeds header, drawer and footer."""

import pytest
from django.utils.translation import override

from inss.fronts.navigation import read_menu
from inss.pages.models import MenuItem
from tests.dom import by_class, parse, text
from tests.factories import make_menu_item, make_page, make_section, make_topic

pytestmark = pytest.mark.django_db

View = MenuItem.View


def labels(nodes) -> list[str]:
    return [node.label for node in nodes]


def test_the_menu_is_read_with_one_query(django_assert_num_queries):
    topic = make_menu_item(topic=make_topic("China", slug="china"))
    make_menu_item(section=make_section("Posts", slug="posts"), parent=topic)
    make_menu_item(page=make_page("About", slug="about"))
    with django_assert_num_queries(1):
        menu = read_menu("/")

    assert [node.url for node in menu.main] == ["/topics/china/", "/about/"]
    assert menu.main[0].children[0].url == "/posts/"


def test_an_item_without_a_label_has_its_target_s_name_in_the_page_s_language():
    make_menu_item(topic=make_topic("China", name_he="סין", slug="china"))
    make_menu_item(view=View.ARCHIVE, label_en="Archive", label_he="ארכיון")
    with override("he"):
        menu = read_menu("/he/")

    assert labels(menu.main) == ["סין", "ארכיון"]
    assert [node.url for node in menu.main] == ["/he/topics/china/", "/he/archive/"]


def test_a_name_that_is_only_english_says_so_in_hebrew():
    make_menu_item(topic=make_topic("Cognitive Warfare", slug="cognitive-warfare"))
    with override("he"):
        [node] = read_menu("/he/").main

    assert '<bdi lang="en" dir="ltr">Cognitive Warfare</bdi>' in node.link


def test_a_page_leads_to_its_twin_and_is_left_out_where_it_has_none():
    english = make_page("About", slug="about")
    make_page("אודות", slug="about-us", language="he", twin_group=english.twin_group)
    make_menu_item(page=english)
    make_menu_item(page=make_page("Internships", slug="internships"))
    with override("he"):
        [node] = read_menu("/he/").main

    assert (node.label, node.url) == ("אודות", "/he/about-us/")


def test_a_draft_is_in_no_menu():
    make_menu_item(page=make_page("About", slug="about", status="draft"))
    assert read_menu("/").main == []


def test_a_project_leads_to_the_projects():
    make_menu_item(topic=make_topic("One State", slug="one-state", kind="project"))
    assert read_menu("/").main[0].url == "/projects/one-state/"


def test_an_address_of_its_own_is_taken_in_each_language():
    make_menu_item(
        label_en="Shop", label_he="חנות", url_en="https://en.example/", url_he="https://he.example/"
    )
    assert read_menu("/").main[0].url == "https://en.example/"
    with override("he"):
        assert read_menu("/he/").main[0].url == "https://he.example/"


def test_a_view_that_the_site_does_not_have_yet_is_left_out():
    make_menu_item(view=View.EVENTS, label_en="Events")
    assert read_menu("/").main == []


def test_a_heading_is_words_without_a_link():
    media = make_menu_item(section=make_section("Media", slug="media"))
    heading = make_menu_item(label_en="Communications", parent=media)
    make_menu_item(section=make_section("Quotes", slug="quotes"), parent=heading)
    [node] = read_menu("/").main[0].children

    assert node.link == "Communications"
    assert labels(node.children) == ["Quotes"]


def test_the_page_s_own_entry_and_the_one_that_holds_it_are_marked():
    make_menu_item(section=make_section("Posts", slug="posts"))
    make_menu_item(view=View.ARCHIVE, label_en="Archive")

    assert [node.current for node in read_menu("/archive/").main] == ["", "page"]
    assert [node.current for node in read_menu("/publication/x/", menu_path="/posts/").main] == ["true", ""]


def test_the_index_of_a_branch_is_its_first_child_if_that_leads_to_the_branch():
    publications = make_section("Publications", slug="publications")
    branch = make_menu_item(section=publications)
    make_menu_item(section=publications, label_en="All Publications", parent=branch)
    make_menu_item(section=make_section("Posts", slug="posts"), parent=branch)
    [root] = read_menu("/").main

    assert root.index.label == "All Publications"
    assert labels(root.parts) == ["Posts"]


def test_a_branch_of_its_index_alone_has_an_empty_list_beside_it(client):
    publications = make_section("Publications", slug="publications")
    branch = make_menu_item(section=publications)
    make_menu_item(section=publications, label_en="All {Publications}", parent=branch)
    parts = by_class(parse(client.get("/topics/")), "mega__parts")

    assert [list(part) for part in parts] == [[]]
    assert read_menu("/").main[0].items == '<li><a href="/publications/">All {Publications}</a></li>'


def test_a_heading_has_no_index_and_loses_none_of_its_parts():
    media = make_menu_item(label_en="Media")
    below = make_menu_item(label_en="Communications", parent=media)
    make_menu_item(section=make_section("Quotes", slug="quotes"), parent=below)
    [root] = read_menu("/").main

    assert root.index is None
    assert labels(root.parts) == ["Communications"]


def test_an_entry_may_be_hidden_in_one_place(client):
    for place in MenuItem.Area:
        make_menu_item(view=View.ARCHIVE, label_en=f"Not in {place.value}", hidden_in=place)
    tree = parse(client.get("/topics/"))
    classes = {text(item): item.get("class") for item in by_class(tree, "nav__root")}

    assert classes["Not in header"].endswith("nav__drawer-only")
    assert classes["Not in drawer"].endswith("nav__header-only")
    assert "Not in footer" not in text(next(tree.iter("footer")))
    assert "Not in header" in text(next(tree.iter("footer")))


def test_the_bar_at_the_top_has_its_own_entries():
    make_menu_item(view=View.ARCHIVE, label_en="Archive")
    make_menu_item(view=View.SEARCH, label_en="Search", zone=MenuItem.Zone.UTILITY)
    menu = read_menu("/")

    assert labels(menu.main) == ["Archive"]
    assert labels(menu.utility) == ["Search"]
    assert labels(menu.footer) == ["Archive", "Search"]


def test_the_small_print_stands_in_the_last_line_of_the_footer_only(client):
    make_menu_item(page=make_page("Privacy", slug="privacy"), zone=MenuItem.Zone.SMALL_PRINT)
    menu = read_menu("/")

    assert labels(menu.small_print) == ["Privacy"]
    assert labels(menu.main + menu.utility + menu.footer) == []
    tree = parse(client.get("/topics/"))
    assert [link.get("href") for link in tree.iter("a") if text(link) == "Privacy"] == ["/privacy/"]
