"""The server's half of the combobox: its HTML, and the values it reads."""

import pytest
from django import forms
from django.http import QueryDict

from inss.lib.desk.combobox import Combobox, ComboboxMultiple, PickedInOrderField
from posts.models import Byline, PostTopic
from tests.factories import make_author, make_topic
from topics.models import Topic

TOPIC, AUTHOR = PostTopic._meta.get_field("topic"), Byline._meta.get_field("author")


class TopicsForm(forms.Form):
    topics = PickedInOrderField(queryset=Topic.objects.all(), required=False, widget=ComboboxMultiple(TOPIC))


@pytest.fixture
def topics(db):
    return [make_topic(name, slug=name.lower()) for name in ("Iran", "Israel", "Lebanon")]


def send(query: str) -> TopicsForm:
    return TopicsForm(QueryDict(query))


def picked(form: TopicsForm) -> list[str]:
    assert form.is_valid(), form.errors
    return [topic.name_en for topic in form.cleaned_data["topics"]]


def options(form: TopicsForm) -> list[str]:
    return [
        option["label"]
        for _group, rows, _n in form["topics"].field.widget.optgroups(
            "topics", form["topics"].field.widget.format_value(form["topics"].value())
        )
        for option in rows
    ]


def test_rows_come_back_in_the_order_they_were_picked(topics):
    iran, israel, lebanon = topics

    assert picked(send(f"topics={lebanon.pk}&topics={iran.pk}&topics={israel.pk}")) == [
        "Lebanon",
        "Iran",
        "Israel",
    ]


def test_a_row_picked_twice_is_one(topics):
    assert picked(send(f"topics={topics[0].pk}&topics={topics[0].pk}")) == ["Iran"]


def test_rows_can_be_named_by_slug_where_there_are_no_scripts(topics):
    assert picked(send(f"topics={topics[2].pk}&topics-typed=iran, israel")) == ["Lebanon", "Iran", "Israel"]


@pytest.mark.parametrize("query", ["topics=99999", "topics=abc", "topics=%00", "topics-typed=nowhere"])
def test_a_row_that_is_none_is_an_error_beside_the_field(topics, query):
    form = send(query)

    assert form.errors.keys() == {"topics"}
    assert "<select" in str(form["topics"])


def test_what_is_chosen_is_drawn_in_its_order(topics):
    iran, _israel, lebanon = topics

    assert options(TopicsForm(initial={"topics": [lebanon.pk, iran.pk]})) == ["Lebanon", "Iran"]
    assert options(send(f"topics={lebanon.pk}&topics={iran.pk}")) == ["Lebanon", "Iran"]


def test_drawing_costs_one_query_and_none_where_nothing_is_chosen(topics, django_assert_num_queries):
    with django_assert_num_queries(1):
        str(TopicsForm(initial={"topics": [topic.pk for topic in topics]}))
    with django_assert_num_queries(0):
        str(TopicsForm())


def test_a_row_outside_the_fields_choices_is_not_named(topics):
    class Narrow(forms.Form):
        topics = PickedInOrderField(
            queryset=Topic.objects.exclude(slug="iran"), widget=ComboboxMultiple(TOPIC)
        )

    assert "Iran" not in str(Narrow(QueryDict(f"topics={topics[0].pk}"))["topics"])


def test_another_order_is_a_change(topics):
    iran, israel, _lebanon = topics
    field = TopicsForm().fields["topics"]

    assert field.has_changed([iran, israel], [str(israel.pk), str(iran.pk)])
    assert not field.has_changed([iran, israel], [str(iran.pk), str(israel.pk)])


def test_names_are_escaped(db):
    topic = make_topic("<script>alert(1)</script>")

    drawn = str(TopicsForm(initial={"topics": [topic.pk]}))

    assert "<script>alert" not in drawn
    assert "&lt;script&gt;alert" in drawn


def test_only_who_may_add_is_offered_a_new_row(db):
    class AuthorForm(forms.Form):
        author = forms.ModelChoiceField(
            queryset=make_author().__class__.objects.all(), widget=Combobox(AUTHOR, prefill="name_en")
        )

    form = AuthorForm()
    assert "data-add-url" not in str(form)
    form.fields["author"].widget.can_add = True
    assert 'data-add-url="/admin/posts/author/add/?_to_field=id&amp;_popup=1"' in str(form)
