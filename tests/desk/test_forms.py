"""No save overwrites another: what every form of the desk inherits from DeskForm and DeskAdmin."""

import pytest
from django.urls import reverse

from inss.lib.desk.forms import DeskForm
from posts.models import Author, Tag
from tests.factories import make_author, make_contributor, make_page, make_section, make_tag


def change(client, author, **values):
    """Posts the author's form as a browser would, with `values` typed over what stood in it."""
    address = reverse("admin:posts_author_change", args=[author.pk])
    form = client.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return client.post(address, data | values)


def test_a_save_counts_the_version_up(at_desk):
    author = make_author()

    change(at_desk, author, name_en="Maya Doron")

    author.refresh_from_db()
    assert (author.name_en, author.version) == ("Maya Doron", 2)


def test_a_stale_form_is_not_saved(at_desk):
    author = make_author("Maya Doron")
    change(at_desk, author, name_en="Maya Doron-Levi")

    response = change(at_desk, author, name_en="M. Doron", version=1)

    assert response.status_code == 200
    assert Author.objects.get().name_en == "Maya Doron-Levi"


def test_a_form_without_its_version_is_stale(at_desk):
    author = make_author("Maya Doron")

    change(at_desk, author, name_en="Somebody", version="")

    assert Author.objects.get().name_en == "Maya Doron"


@pytest.mark.parametrize("leads", ["abc", "²", "9" * 30, "\0"])
def test_a_stale_form_with_nonsense_in_it_is_shown_all_the_same(at_desk, leads):
    author = make_author()
    change(at_desk, author, name_en="Theirs")

    assert change(at_desk, author, leads=[leads], version=1).status_code == 200


def test_a_form_of_something_deleted_meanwhile_says_so(db):
    tag = make_tag()

    class TagForm(DeskForm):
        class Meta:
            model = Tag
            fields = ["name", "slug"]

    form = TagForm({"name": "Summits", "slug": "summits", "version": 1}, instance=tag)
    Tag.objects.all().delete()
    tag.pk = form.instance.pk = 10**6

    assert not form.is_valid()
    assert form.has_error("__all__", "deleted")


def test_nul_in_a_field_is_an_error_beside_it(at_desk):
    response = change(at_desk, make_author(), name_en="a\0b")

    assert response.context["adminform"].form.errors.keys() == {"name_en"}


def test_a_text_field_runs_in_the_direction_of_its_own_language(at_desk):
    form = at_desk.get(reverse("admin:posts_author_add")).context["adminform"].form

    directions = {name: form[name].field.widget.attrs.get("dir") for name in ("name_en", "name_he", "slug")}
    assert directions == {"name_en": "ltr", "name_he": "rtl", "slug": "ltr"}


def test_a_slug_is_chosen_once(at_desk):
    author = make_author(slug="maya-doron")

    change(at_desk, author, slug="another")

    assert Author.objects.get().slug == "maya-doron"


def test_two_authors_with_one_slug_get_an_error_beside_the_field(at_desk):
    make_author(slug="maya-doron")

    response = at_desk.post(
        reverse("admin:posts_author_add"), {"name_en": "Maya", "slug": "maya-doron", "is_current": "on"}
    )

    assert response.context["adminform"].form.errors == {"slug": ["Another author already has this slug."]}


def test_two_people_who_add_the_same_at_once_get_the_same_error(at_desk, monkeypatch):
    """The first check finds nothing, since the other’s row comes after it."""
    make_author(slug="maya-doron")
    checks = [lambda author, exclude: None, Author.validate_unique]
    monkeypatch.setattr(
        Author, "validate_unique", lambda author, exclude=None: checks.pop(0)(author, exclude)
    )

    response = at_desk.post(
        reverse("admin:posts_author_add"), {"name_en": "Maya", "slug": "maya-doron", "is_current": "on"}
    )

    assert response.context["adminform"].form.errors == {"slug": ["Another author already has this slug."]}
    assert checks == []


@pytest.mark.parametrize("name", ["Maya Doron", "מאיה דורון"])
@pytest.mark.parametrize(
    ("model", "field"), [("posts_author", "name_en"), ("posts_tag", "name"), ("topics_topic", "name_en")]
)
def test_a_name_handed_on_by_a_combobox_stands_in_the_field_of_its_language(at_desk, model, field, name):
    form = at_desk.get(reverse(f"admin:{model}_add"), {field: name}).context["adminform"].form
    values = {name: form[name].value() or "" for name in (field, "name_he")}

    assert values == ({field: name, "name_he": ""} if name.isascii() else {field: "", "name_he": name})


def test_what_is_only_read_has_its_language_and_direction(client, db):
    client.force_login(make_contributor())
    author = make_author("Maya Doron", bio_he="חוקרת בכירה.")

    page = client.get(reverse("admin:posts_author_change", args=[author.pk])).text

    assert '<div class="readonly" dir="rtl" lang="he">חוקרת בכירה.' in page
    assert '<div class="readonly" dir="ltr" lang="en">Maya Doron' in page


def test_words_left_in_a_box_are_refused_in_every_form(at_desk):
    author = make_author("Maya Doron")
    address = reverse("admin:posts_author_change", args=[author.pk])
    form = at_desk.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value()}
    answer = at_desk.post(address, data | {"leads-words": "Ira"})

    assert "“Ira” has not been chosen" in str(answer.context["adminform"].form.errors["leads"])


@pytest.mark.parametrize(("name", "make"), [("pages_page", make_page), ("posts_section", make_section)])
def test_a_row_has_an_address_once_it_is_made(office, name, make):
    change = reverse(f"admin:{name}_change", args=[make().pk])

    assert "field-address" not in office.get(reverse(f"admin:{name}_add")).text
    assert "field-address" in office.get(change).text
