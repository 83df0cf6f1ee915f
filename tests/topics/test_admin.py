"""Topics at the desk: the tree, its moves, and the columns of the list."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from inss.audit import workflow as audit
from inss.lib.trees import Placement
from tests.dom import by_class, parse, texts
from tests.factories import make_contributor, make_draft, make_editor, make_topic
from topics.models import Topic

LIST = reverse("admin:topics_topic_changelist")
MOVE = reverse("admin:topics_topic_move")


@pytest.fixture
def at_desk(client, db):
    client.force_login(make_editor())
    return client


@pytest.fixture
def tree(db):
    """iran, israel (with russia inside), europe."""
    iran, israel = make_topic("Iran"), make_topic("Israel")
    return {
        "iran": iran,
        "israel": israel,
        "russia": make_topic("Russia", parent=israel),
        "europe": make_topic("Europe"),
    }


def outline() -> list[str]:
    return ["  " * topic.tree_depth + topic.name_en for topic in Topic.objects.with_tree_fields()]


def move(client, topic, position, relative_to):
    return client.post(MOVE, {"move": topic.pk, "position": position, "relative_to": relative_to.pk})


@pytest.mark.parametrize(
    ("position", "relative_to", "outcome"),
    [
        ("before", "iran", ["Europe", "Iran", "Israel", "  Russia"]),
        ("after", "iran", ["Iran", "Europe", "Israel", "  Russia"]),
        ("first-child", "israel", ["Iran", "Israel", "  Europe", "  Russia"]),
        ("last-child", "israel", ["Iran", "Israel", "  Russia", "  Europe"]),
        ("before", "russia", ["Iran", "Israel", "  Europe", "  Russia"]),
        ("after", "russia", ["Iran", "Israel", "  Russia", "  Europe"]),
        ("last-child", "iran", ["Iran", "  Europe", "Israel", "  Russia"]),
    ],
)
def test_a_topic_goes_where_it_is_put(at_desk, tree, position, relative_to, outcome):
    response = move(at_desk, tree["europe"], position, tree[relative_to])

    assert response.status_code == 204
    assert outline() == outcome


def test_a_branch_moves_with_its_topic(at_desk, tree):
    move(at_desk, tree["israel"], "first-child", tree["iran"])

    assert outline() == ["Iran", "  Israel", "    Russia", "Europe"]


def test_a_topic_does_not_go_into_its_own_branch(at_desk, tree):
    response = move(at_desk, tree["israel"], "last-child", tree["russia"])

    assert response.status_code == 400
    assert "It cannot be inside itself" in at_desk.get(LIST).text
    assert outline() == ["Iran", "Israel", "  Russia", "Europe"]


def test_a_topic_does_not_go_beside_or_into_itself(at_desk, tree):
    for position in Placement.values:
        assert move(at_desk, tree["iran"], position, tree["iran"]).status_code == 400


def test_a_move_first_locks_the_tree(at_desk, tree, monkeypatch):
    locked = []
    monkeypatch.setattr("inss.audit.workflow.lock_tree", lambda model: locked.append((model, outline())))

    move(at_desk, tree["europe"], "before", tree["iran"])

    assert locked == [(Topic, ["Iran", "Israel", "  Russia", "Europe"])]


def test_two_people_who_move_at_once_make_no_loop(tree):
    iran, israel = (Topic.objects.get(pk=tree[name].pk) for name in ("iran", "israel"))
    audit.move(iran, tree["israel"], "last-child", by=None)

    with pytest.raises(ValidationError, match="inside itself"):
        audit.move(israel, tree["iran"], "last-child", by=None)


def test_a_project_stays_at_the_top(at_desk, tree):
    project = make_topic("Project", kind="project")

    assert move(at_desk, project, "last-child", tree["iran"]).status_code == 400
    assert "A project stands at the top of the tree" in at_desk.get(LIST).text


def test_a_move_makes_an_open_form_of_the_topic_stale(at_desk, tree):
    move(at_desk, tree["europe"], "before", tree["iran"])

    assert Topic.objects.get(name_en="Europe").version == 2
    assert Topic.objects.get(name_en="Iran").version == 1


def test_a_move_stands_in_the_history(at_desk, tree):
    move(at_desk, tree["europe"], "before", tree["iran"])

    history = at_desk.get(reverse("admin:topics_topic_history", args=[tree["europe"].pk])).text
    assert "Moved in the tree." in history


@pytest.mark.parametrize("missing", ["move", "relative_to", "position"])
@pytest.mark.parametrize("value", ["", "0", "abc", "9" * 30, "\0"])
def test_a_move_to_nowhere_is_said_in_words(at_desk, tree, missing, value):
    data = {"move": tree["iran"].pk, "relative_to": tree["israel"].pk, "position": "before"}

    response = at_desk.post(MOVE, data | {missing: value})

    assert response.status_code == 400
    assert "Choose where it goes." in at_desk.get(LIST).text


def test_a_move_needs_the_right_to_change(client, tree):
    client.force_login(make_contributor())

    assert move(client, tree["europe"], "before", tree["iran"]).status_code == 403
    assert "move_column" not in client.get(LIST).context["cl"].list_display


def test_a_move_is_a_post(at_desk, tree):
    assert at_desk.get(MOVE).status_code == 405


def test_a_topic_becomes_no_part_of_itself_by_its_form(at_desk, tree):
    israel = tree["israel"]
    data = {"name_en": "Israel", "kind": "topic", "parent": tree["russia"].pk, "version": 1}

    response = at_desk.post(reverse("admin:topics_topic_change", args=[israel.pk]), data)

    assert response.context["adminform"].form.errors.keys() == {"parent"}


def test_the_list_is_the_tree_with_its_posts(at_desk, tree):
    make_draft(topics=[tree["russia"], tree["iran"]])

    rows = at_desk.get(LIST).context["cl"].result_list

    assert [(row.name_en, row.tree_depth, row.post_count) for row in rows] == [
        ("Iran", 0, 1),
        ("Israel", 0, 0),
        ("Russia", 1, 1),
        ("Europe", 0, 0),
    ]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (
            {},
            [
                "Iran (level 1)",
                "Israel (level 1)",
                "Russia (level 2, inside Israel)",
                "Europe (level 1)",
            ],
        ),
        ({"q": "russia"}, ["Russia (level 2, inside Israel)"]),
    ],
    ids=["whole", "search"],
)
def test_the_list_says_each_topics_place_in_words(at_desk, tree, query, rows):
    cells = by_class(parse(at_desk.get(LIST, query)), "field-indented_title")

    assert texts(cells) == rows


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("no-hebrew", ["Iran", "Russia"]),
        ("no-posts", ["Israel", "Russia", "Europe"]),
        ("projects", ["Europe"]),
        ("retired", ["Russia"]),
        ("nonsense", ["Iran", "Israel", "Russia", "Europe"]),
    ],
)
def test_the_list_shows_what_may_need_a_hand(at_desk, tree, show, names):
    make_draft(topics=[tree["iran"]])
    Topic.objects.filter(name_en__in=["Israel", "Europe"]).update(name_he="שם")
    Topic.objects.filter(name_en="Europe").update(kind="project")
    Topic.objects.filter(name_en="Russia").update(is_retired=True)

    rows = at_desk.get(LIST, {"show": show}).context["cl"].result_list

    assert [row.name_en for row in rows] == names


def test_the_combobox_offers_no_retired_topic(at_desk, tree):
    Topic.objects.filter(name_en="Iran").update(is_retired=True)
    query = {"app_label": "posts", "model_name": "posttopic", "field_name": "topic", "term": ""}

    answer = at_desk.get(reverse("admin:autocomplete"), query).json()

    assert {row["text"] for row in answer["results"]} == {"Israel", "Russia", "Europe"}


def test_the_combobox_gets_twenty_rows_at_most(at_desk):
    for _number in range(25):
        make_topic()
    query = {"app_label": "posts", "model_name": "posttopic", "field_name": "topic", "term": "topic\0"}

    answer = at_desk.get(reverse("admin:autocomplete"), query).json()

    assert (len(answer["results"]), answer["pagination"]) == (20, {"more": True})


def test_a_topic_of_posts_does_not_become_a_project(at_desk, tree):
    """It may be their main topic, which a project never is."""
    make_draft(topics=[tree["iran"]])

    for topic, refused in ((tree["iran"], ["kind"]), (tree["europe"], None)):
        address = reverse("admin:topics_topic_change", args=[topic.pk])
        sent = {"name_en": topic.name_en, "kind": "project", "version": topic.version}
        answer = at_desk.post(address, sent)
        errors = answer.context and list(answer.context["adminform"].form.errors)
        assert errors == refused


def test_a_topic_in_use_is_retired_by_one_press_where_its_deletion_is_refused(at_desk, tree):
    iran = tree["iran"]
    make_draft(topics=[iran])
    refused, retire = (reverse(f"admin:topics_topic_{name}", args=[iran.pk]) for name in ("delete", "retire"))
    assert f'action="{retire}"' in at_desk.get(refused).text

    assert "“Iran” is retired." in at_desk.post(retire, follow=True).text

    iran.refresh_from_db()
    assert (iran.is_retired, iran.version) == (True, 2)
    assert "Retired." in at_desk.get(reverse("admin:topics_topic_history", args=[iran.pk])).text
    assert retire not in at_desk.get(refused).text


def test_no_topic_is_no_topic_to_retire(at_desk, db):
    assert at_desk.post(reverse("admin:topics_topic_retire", args=[404])).status_code == 404
