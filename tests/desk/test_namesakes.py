"""Two rows of one name can be told apart wherever one of them is chosen."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_author,
    make_draft,
    make_menu_item,
    make_page,
    make_section,
    make_topic,
    make_user,
)


def offered(client, model: str, field: str, term: str) -> set[str]:
    """What a combobox of this field finds."""
    app, name = model.split(".")
    query = {"app_label": app, "model_name": name, "field_name": field, "term": term}
    return {row["text"] for row in client.get(reverse("admin:autocomplete"), query).json()["results"]}


def form_of(client, row) -> str:
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return client.get(address).text


def test_authors_are_told_apart_by_position_and_slug_where_names_are_the_same(office):
    make_author("Ruth Adler", slug="ruth-adler", title_en="Researcher")
    make_author("Ruth Adler", slug="ruth-adler-2")
    make_author("Ruth Levi", title_en="Researcher")

    assert offered(office, "posts.byline", "author", "ruth") == {
        "Ruth Adler (Researcher, ruth-adler)",
        "Ruth Adler (ruth-adler-2)",
        "Ruth Levi",
    }


def test_authors_of_one_name_in_hebrew_alone_are_told_apart(office):
    make_author("Ruth Adler", name_he="רות אדלר", slug="ruth-adler")
    make_author("Rut Adler", name_he="רות אדלר", slug="rut-adler")

    assert len(offered(office, "posts.byline", "author", "adler")) == 2
    assert "Rut Adler (rut-adler)" in offered(office, "posts.byline", "author", "rut")


def test_topics_are_told_apart_by_what_they_are_inside(office):
    for above in ("Iran", "Israel"):
        make_topic("Budgets", slug=f"budgets-{above}".lower(), parent=make_topic(above))

    expected = {"Budgets (Iran, budgets-iran)", "Budgets (Israel, budgets-israel)"}
    for model, field in [
        ("posts.posttopic", "topic"),
        ("posts.author", "leads"),
        ("pages.menuitem", "topic"),
    ]:
        assert offered(office, model, field, "budgets") == expected


def test_sections_and_pages_are_told_apart_by_their_path(office):
    for above in ("about", "data"):
        make_page("History", slug="history", parent=make_page(slug=above))
        make_section("Reports", slug="reports", parent=make_section(slug=f"s-{above}"))

    assert offered(office, "pages.menuitem", "page", "history") == {
        "History (about/history)",
        "History (data/history)",
    }
    assert offered(office, "pages.menuitem", "section", "reports") == {
        "Reports (s-about/reports)",
        "Reports (s-data/reports)",
    }


def test_what_is_chosen_already_is_told_apart_too(office):
    author = make_author("Ruth Adler", slug="ruth-adler")
    make_author("Ruth Adler", slug="ruth-adler-2")
    topic = make_topic("Budgets", slug="budgets")
    make_topic("Budgets", slug="budgets-2")

    page = form_of(office, make_draft(authors=[author], topics=[topic]))
    assert "Ruth Adler (ruth-adler)</option>" in page
    assert "Budgets (budgets)</option>" in page
    assert "Budgets (budgets)</option>" in form_of(office, make_menu_item(topic=topic))


@pytest.mark.parametrize("name", [{}, {"first_name": "Ruth", "last_name": "Adler"}])
def test_a_user_is_named_with_the_name_for_the_login(office, name):
    make_user(username="ruth", **name)
    make_user(username="adler", **name)
    words = {"Ruth Adler (ruth)", "Ruth Adler (adler)"} if name else {"ruth", "adler"}

    page = form_of(office, make_author())

    assert all(f">{word}</option>" in page for word in words)
