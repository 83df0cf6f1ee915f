"""Lists of the desk answer every URL, and cost the same for ten rows as for three hundred."""

import pytest
from django.urls import reverse

from tests.dom import parse, text
from tests.factories import (
    make_author,
    make_menu_item,
    make_page,
    make_section,
    make_tag,
    make_topic,
    make_user,
)

LISTS = {
    "topics_topic": make_topic,
    "posts_author": make_author,
    "posts_section": make_section,
    "posts_tag": make_tag,
    "pages_page": make_page,
    "accounts_user": make_user,
    "pages_menuitem": lambda: make_menu_item(topic=make_topic()),
}


def address(name):
    return reverse(f"admin:{name}_changelist")


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "a" * 10_000,
        "q=%22",
        "o=abc",
        "o=99.-99.7",
        "p=abc",
        "p=-1",
        "p=99999",
        "all=",
        "nonsense=1",
        "is_current__exact=%00",
        "is_current__exact=perhaps",
        "leads__id__exact=1",
        "user__password__startswith=a",
        "e=1&nonsense=1",
        "hebrew=nothing",
        "_facets=1",
    ],
)
def test_a_list_answers_every_query_string(at_desk, query):
    make_author()

    response = at_desk.get(f"{address('posts_author')}?{query}", follow=True)

    assert response.status_code == 200
    assert response.context["cl"] is not None


def test_an_unknown_filter_leads_to_the_plain_list(at_desk):
    make_author("Maya Doron")

    response = at_desk.get(f"{address('posts_author')}?user__password__startswith=a", follow=True)

    assert response.redirect_chain == [(f"{address('posts_author')}?e=1", 302)]
    assert "Maya Doron" in response.text


@pytest.mark.parametrize("query", ["q=%00", "is_current__exact=%00", "%00=1"])
def test_nul_never_reaches_the_database(at_desk, query):
    response = at_desk.get(f"{address('posts_author')}?{query}", follow=True)

    assert response.redirect_chain == [(f"{address('posts_author')}?e=1", 302)]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_searches_all_it_says_it_searches(office, name):
    LISTS[name]()

    assert office.get(address(name), {"q": "nothing of this name"}).context["cl"].result_count == 0
    assert office.get(address(name), {"q": ""}).context["cl"].result_count > 0


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_ten_rows_and_for_three_hundred(
    office, name, django_assert_max_num_queries
):
    counted = []
    for rows in (10, 290):
        for _number in range(rows):
            LISTS[name]()
        with django_assert_max_num_queries(15) as queries:
            assert office.get(address(name)).status_code == 200
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_a_list_finds_by_a_part_of_the_hebrew_name(at_desk):
    make_author("Maya Doron", name_he="מאיה דורון")
    make_author("Eitan Marom")

    response = at_desk.get(address("posts_author"), {"q": "דורון"})

    assert [author.name_en for author in response.context["cl"].result_list] == ["Maya Doron"]


def test_the_browsers_tab_names_what_is_listed(at_desk):
    title = parse(at_desk.get(address("pages_menuitem"))).find(".//title")
    assert text(title) == "Menu | INSS desk"


def test_nothing_can_be_deleted_from_a_list(at_desk):
    make_author()

    response = at_desk.post(
        address("posts_author"), {"action": "delete_selected", "_selected_action": "1", "index": "0"}
    )

    assert response.status_code == 200
    assert "delete_selected" not in response.text
