"""The list of posts at the desk: found by words, by an address, by filters; at a bounded cost."""

import pytest

from tests.factories import (
    make_author,
    make_contributor,
    make_draft,
    make_editor,
    make_post,
    make_publisher,
    make_section,
    make_tag,
    make_topic,
    make_withdrawn,
)

from .sending import LIST, change, tomorrow

pytestmark = pytest.mark.django_db


# Nothing lost


def test_the_search_finds_what_is_in_the_making_by_its_text(desk):
    draft = make_draft(title="Draft", body="<p>About desalination plants.</p>")
    make_post(title="Live", body="<p>About desalination too.</p>")
    page = desk(make_publisher()).get(LIST, {"q": "plants desalination"})
    assert list(page.context["cl"].result_list) == [draft]


def test_the_lists_search_field_leads_from_an_address_to_the_form(desk):
    client = desk(make_editor())
    post = make_post(slug="two-clocks")
    for address in (
        "/publication/two-clocks/",
        "www.example.org/publication/two-clocks/",
        "https://www.example.org/publication/two-clocks/?a=1#n1",
    ):
        assert client.get(LIST, {"q": address}).url == change(post)
    assert client.get(LIST, {"q": "/he/publication/two-clocks/"}).status_code == 200


def test_the_list_filters_by_state_with_counts_section_language_and_topic(desk):
    client = desk(make_editor())
    below = make_section(parent=make_section("Above", slug="above"))
    topic = make_topic(parent=make_topic("Over"))
    make_draft(section=below, topics=[topic], title="This one", language="he")
    make_draft(section=make_section(), title="That one")
    make_post(title="Live one", at=tomorrow())
    above, over = below.parent, topic.parent
    for query in ({"section": above.pk}, {"language": "he"}, {"topic": over.pk}):
        page = client.get(LIST, query).content.decode()
        assert "This one" in page
        assert "That one" not in page
    response = client.get(LIST, {"state": "scheduled"})
    assert [post.title for post in response.context["cl"].result_list] == ["Live one"]
    assert counts(response) == [3, 2, 0, 0, 1, 0, 0]


def counts(page) -> list[int]:
    """What the chips of the states say: all, draft, with an editor, with a publisher, scheduled …"""
    changelist = page.context["cl"]
    return [tab["count"] for tab in changelist.filter_specs[0].choices(changelist)]


def test_the_counts_of_the_states_follow_the_other_filters_and_the_search(desk):
    section, topic = make_section(), make_topic()
    make_draft(section=section, topics=[topic], title="Two clocks", language="he")
    make_draft(section=section, title="Two clocks", status="ready")
    make_post(section=make_section(), title="One clock")
    client = desk(make_editor())
    for query, counted in [
        ({}, [3, 1, 0, 1, 0, 1, 0]),
        ({"section": section.pk}, [2, 1, 0, 1, 0, 0, 0]),
        ({"topic": topic.pk}, [1, 1, 0, 0, 0, 0, 0]),
        ({"language": "en"}, [2, 0, 0, 1, 0, 1, 0]),
        ({"q": "one clock"}, [1, 0, 0, 0, 0, 1, 0]),
        ({"q": "two", "language": "he", "state": "ready"}, [1, 1, 0, 0, 0, 0, 0]),
    ]:
        assert counts(client.get(LIST, query)) == counted, query


def test_the_list_of_what_is_handed_in_has_what_is_ready_too_where_my_desk_leads_to_it(desk):
    writer = make_contributor()
    for state in ("draft", "review", "ready"):
        make_draft(title=state, status=state, created_by=writer)
    for user in (writer, make_publisher()):
        client = desk(user)
        assert f"{LIST}?state=sent-on" in client.get("/admin/").text
        page = client.get(LIST, {"state": "sent-on"})
        assert {post.title for post in page.context["cl"].result_list} == {"review", "ready"}
    tabs = page.context["cl"].filter_specs[0].choices(page.context["cl"])
    assert [(tab["display"], tab["count"]) for tab in tabs if tab["selected"]] == [
        ("With an editor or a publisher", 2)
    ]
    assert f"{LIST}?state=review" in desk(make_editor()).get("/admin/").text


@pytest.mark.parametrize("name", ["state", "section", "language", "topic", "q", "p", "o", "all", "nonsense"])
@pytest.mark.parametrize("value", ["-1", "x", "99999999999999999999", "\0", "'", "a" * 3000])
def test_a_broken_query_string_is_never_a_fault(desk, name, value):
    make_draft()
    client = desk(make_editor())
    assert client.get(LIST, {name: value}).status_code in {200, 302}


@pytest.mark.parametrize("word", ["Clocks", "Galia", "maritime", "clocks-in"])
def test_the_list_is_searched_by_title_person_tag_and_slug(desk, word):
    make_draft()
    found = make_draft(
        title="Two Clocks",
        slug="two-clocks-in-beijing",
        authors=[make_author("Galia Lavi")],
        tags=[make_tag("maritime security")],
    )
    client = desk(make_editor())
    assert list(client.get(LIST, {"q": word}).context["cl"].result_list) == [found]


@pytest.mark.parametrize("number", [3, 60])
def test_the_list_takes_few_queries_whatever_its_length(desk, django_assert_max_num_queries, number):
    section, topic, tag = make_section(), make_topic(), make_tag()
    for index in range(number):
        make_draft(section=section, topics=[topic], tags=[tag], title=f"Crowd {index}")
    client = desk(make_editor())
    with django_assert_max_num_queries(15):
        client.get(LIST)
    with django_assert_max_num_queries(15):
        client.get(LIST, {"q": "crowd", "state": "draft"})


@pytest.mark.parametrize("state", ["draft", "review", "ready", "scheduled", "published", "withdrawn"])
def test_a_state_is_called_the_same_in_the_filter_the_list_and_the_form(desk, state):
    if state in {"draft", "review", "ready"}:
        post = make_draft(status=state)
    else:
        post = {"published": make_post, "withdrawn": make_withdrawn}.get(
            state, lambda: make_post(at=tomorrow())
        )()
    client = desk(make_publisher())
    page = client.get(LIST, {"state": state})
    [chip] = [
        tab for tab in page.context["cl"].filter_specs[0].choices(page.context["cl"]) if tab["selected"]
    ]
    words = f'<span class="state state--{state}">{chip["display"]}</span>'
    assert words in page.text
    assert words in client.get(change(post)).text
