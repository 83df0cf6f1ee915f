"""Standing pages, the menu and the site's settings at the desk."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from inss.audit.models import Revision
from inss.pages.models import MenuItem, Page, SiteSettings
from tests.dom import by_class, parse, text, texts
from tests.factories import (
    make_editor,
    make_menu_item,
    make_page,
    make_post,
    make_section,
    make_site,
    make_topic,
    make_withdrawn,
)

from .sending import ADD, BODY, change, form, new_page


def move(client, model, row, position, relative_to):
    return client.post(
        reverse(f"admin:{row._meta.app_label}_{model}_move"),
        {"move": row.pk, "position": position, "relative_to": relative_to.pk},
    )


def test_a_new_page_is_a_draft_of_its_editor(editor):
    new_page(editor)

    page = Page.objects.get()
    assert (page.status, page.path, page.body_html) == ("draft", "history", BODY)
    assert page.created_by == page.updated_by is not None


def test_a_publisher_publishes_by_the_button_that_says_so(publisher):
    new_page(publisher, "_publish")

    assert Page.objects.get().is_live


def test_an_editor_does_not_publish_not_even_by_hand(editor):
    assert new_page(editor, "_publish").status_code == 403
    assert not Page.objects.exists()


def test_an_editor_reads_a_published_page_without_a_button_to_save(editor):
    response = editor.get(reverse("admin:pages_page_change", args=[make_page().pk]))

    assert response.status_code == 200
    assert 'name="_continue"' not in response.text
    assert '<div lang="en" dir="ltr"><p>One paragraph of text.</p>' in response.text


def test_a_publisher_takes_a_page_back_to_draft(publisher):
    page = make_page()

    change(publisher, page, "_unpublish")

    page.refresh_from_db()
    assert not page.is_live


def test_the_address_of_a_page_stays_also_of_one_taken_back_to_draft(publisher):
    page = make_page(slug="history")

    change(publisher, page, "_unpublish", slug="another")
    page.refresh_from_db()
    change(publisher, page, slug="another")

    page.refresh_from_db()
    assert page.slug == "history"


def test_the_language_of_a_page_stays(publisher):
    page = make_page(status="draft")

    change(publisher, page, language="he")

    page.refresh_from_db()
    assert page.language == "en"


@pytest.mark.parametrize("slug", ["admin", "newsletter", "he"])
def test_a_root_page_takes_no_address_of_the_site(editor, slug):
    assert form(new_page(editor, slug=slug)).errors.keys() == {"slug"}


@pytest.mark.parametrize("slug", ["", "Historia!", "היסטוריה", "a\0b", "two--hyphens", "x" * 61])
def test_a_slug_that_is_none_is_said_beside_the_field(editor, slug):
    assert form(new_page(editor, slug=slug)).errors.keys() == {"slug"}


def test_a_page_takes_no_address_of_a_section(editor):
    make_section(slug="media")

    assert form(new_page(editor, slug="media")).errors.keys() == {"slug"}


def test_a_page_in_a_language_there_is_not_is_refused(editor):
    assert "language" in form(new_page(editor, language="xx")).errors


def test_two_pages_are_made_twins_and_separated(editor):
    english = make_page(status="draft")
    new_page(editor, language="he", title="היסטוריה", slug="history", twin=english.pk)
    hebrew = Page.objects.get(language="he")
    assert hebrew.twin_group == english.twin_group

    change(editor, hebrew, twin="")
    hebrew.refresh_from_db()
    assert hebrew.twin_group != english.twin_group


def test_a_twin_is_in_the_other_language(editor):
    english = make_page(status="draft")

    errors = form(new_page(editor, twin=english.pk)).errors
    assert errors == {"twin": ["The two must be in different languages."]}


def test_each_version_of_a_page_leads_to_the_other(editor):
    english = make_page("History", status="draft")
    hebrew = make_page("היסטוריה", status="draft", language="he", twin_group=english.twin_group)

    for page, other in [(english, hebrew), (hebrew, english)]:
        own, address = (reverse("admin:pages_page_change", args=[each.pk]) for each in (page, other))
        assert f'<a href="{address}">Open: ' in editor.get(own).text


def test_a_page_with_a_twin_is_offered_to_no_other(editor):
    english = make_page()
    make_page(language="he", twin_group=english.twin_group)

    offered = form(editor.get(ADD)).fields["twin"].queryset

    assert list(offered) == []


def test_a_combobox_finds_a_page_by_its_title_and_the_list_by_its_text_too(editor):
    make_page("History", slug="history", body="<p>Where to find us.</p>")
    make_page("Contact", slug="contact", body="<p>Our history is long.</p>")
    query = {"app_label": "pages", "model_name": "menuitem", "field_name": "page", "term": "history"}

    offered = editor.get(reverse("admin:autocomplete"), query).json()["results"]
    listed = editor.get(reverse("admin:pages_page_changelist"), {"q": "history"}).context["cl"].result_list

    assert [row["text"].partition(" ")[0] for row in offered] == ["History"]
    assert {row.title for row in listed} == {"History", "Contact"}


def test_scripts_in_a_body_do_not_survive(editor):
    new_page(editor, body="<p onclick=x>Text<script>alert(1)</script></p>")

    assert "script" not in Page.objects.get().body
    assert "onclick" not in Page.objects.get().body_html


def test_a_moved_draft_takes_its_branch_along(publisher):
    about, history = make_page(slug="about"), make_page(slug="history", status=Page.Status.DRAFT)
    archives = make_page(slug="archives", parent=history, status=Page.Status.DRAFT)

    assert move(publisher, "page", history, "first-child", about).status_code == 204

    archives.refresh_from_db()
    assert archives.path == "about/history/archives"


STAYS = "This address or one below it is public, so it cannot be changed."


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("pages_page", "Published pages keep theirs"), ("posts_section", "content keeps its URL")],
)
def test_the_dialog_says_what_becomes_of_the_address(editor, name, sentence):
    make_page()
    make_section()

    assert sentence in editor.get(reverse(f"admin:{name}_changelist")).text


def test_a_published_page_keeps_its_address(publisher):
    about, history = make_page(slug="about"), make_page(slug="history")

    assert move(publisher, "page", history, "first-child", about).status_code == 400
    assert STAYS in publisher.get(reverse("admin:pages_page_changelist")).text
    history.refresh_from_db()
    assert (history.parent, history.path) == (None, "history")


def test_a_published_page_is_put_in_another_order(publisher):
    about, history = make_page(slug="about"), make_page(slug="history")

    assert move(publisher, "page", history, "before", about).status_code == 204
    assert list(Page.objects.all()) == [history, about]


def test_a_draft_above_a_published_page_keeps_its_address(publisher):
    draft, elsewhere = make_page(status=Page.Status.DRAFT), make_page(status=Page.Status.DRAFT)
    live = make_page(parent=draft)

    response = change(publisher, draft, parent=elsewhere.pk)

    assert form(response).errors == {"parent": [STAYS]}
    live.refresh_from_db()
    assert live.path == f"{draft.slug}/{live.slug}"


def test_the_order_of_what_is_published_is_the_publishers(editor):
    about, history = make_page(), make_page()

    assert move(editor, "page", history, "before", about).status_code == 403


def test_pages_of_two_languages_do_not_stand_in_one_branch(publisher):
    english, hebrew = make_page(), make_page(language="he")

    assert move(publisher, "page", hebrew, "first-child", english).status_code == 400


@pytest.mark.parametrize("make", [make_post, make_withdrawn])
def test_a_section_whose_posts_readers_know_keeps_its_address(editor, make):
    media, publications = make_section(slug="media"), make_section(slug="publications")
    make(section=make_section(slug="insight", parent=publications))

    assert move(editor, "section", publications, "first-child", media).status_code == 400

    assert STAYS in editor.get(reverse("admin:posts_section_changelist")).text
    publications.refresh_from_db()
    assert publications.path == "publications"


def test_a_section_moved_rewrites_the_addresses_of_its_branch(editor):
    publications, media = make_section(slug="publications"), make_section(slug="media")
    insight = make_section(slug="insight", parent=publications)
    make_post(section=insight, at=timezone.now() + dt.timedelta(days=1))

    move(editor, "section", publications, "first-child", media)

    insight.refresh_from_db()
    assert insight.path == "media/publications/insight"


def test_a_menu_item_leads_to_one_thing(editor):
    data = {"label_en": "Research", "view": "archive", "topic": make_topic().pk}

    response = editor.post(reverse("admin:pages_menuitem_add"), data)

    assert "Choose one target only" in response.text
    assert not MenuItem.objects.exists()


def test_a_menu_item_without_a_target_needs_a_label(editor):
    response = editor.post(reverse("admin:pages_menuitem_add"), {})

    assert "A heading or an address needs a label." in response.text


def test_the_form_of_a_menu_item_sent_twice_makes_one(editor):
    data = {"label_en": "Research", "view": "archive", "zone": "main"}

    first, second = (editor.post(reverse("admin:pages_menuitem_add"), data) for _time in range(2))

    assert (first.status_code, second.status_code) == (302, 200)
    assert "The same item already exists there." in second.text
    assert MenuItem.objects.count() == 1


def test_the_menu_stays_four_levels_deep(editor):
    item = None
    for level in range(4):
        item = make_menu_item(label_en=f"Level {level}", parent=item)
    other = make_menu_item(label_en="Other")

    assert move(editor, "menuitem", other, "first-child", item).status_code == 400
    assert (
        "The menu is four levels deep at most." in editor.get(reverse("admin:pages_menuitem_changelist")).text
    )


def test_the_menus_list_says_where_each_item_leads(editor):
    make_menu_item(topic=make_topic("Iran", name_he="איראן"))
    make_menu_item(label_en="Research")
    make_menu_item(label_en="TAU", url_en="https://www.tau.ac.il/", hidden_in="footer")

    page = editor.get(reverse("admin:pages_menuitem_changelist")).text

    for words in ("topic: Iran", "איראן", "heading", "https://www.tau.ac.il/", "not in: footer"):
        assert words in page


def test_the_menus_list_says_each_items_place_in_words(editor):
    make_menu_item(label_en="Centre", parent=make_menu_item(page=make_page("About", slug="about")))
    tree = parse(editor.get(reverse("admin:pages_menuitem_changelist"), {"q": "Centre"}))

    assert texts(by_class(tree, "field-indented_title")) == ["Centre (level 2, inside About)"]


def test_the_menus_list_says_what_readers_do_not_see_yet(editor):
    about = make_menu_item(label_en="About")
    make_menu_item(page=make_page("History", slug="history"), parent=about)
    make_menu_item(page=make_page("Vision", slug="vision", status="draft"), parent=about)
    make_menu_item(label_en="Research")
    tree = parse(editor.get(reverse("admin:pages_menuitem_changelist")))
    shown = [text(cell) for cell in by_class(tree, "field-shown_in")]

    assert shown == ["", "", "not yet: its page is a draft", "not yet: nothing is below it"]


def test_a_new_page_starts_in_the_language_of_the_desk(client, db):
    client.force_login(make_editor(language="he"))
    assert client.get(ADD).context["adminform"].form["language"].value() == "he"


def test_the_menu_names_a_page_in_the_language_of_the_desk(client, db):
    client.force_login(make_editor(language="he"))
    english = make_page("About", slug="about")
    make_page("אודות", slug="about", language="he", twin_group=english.twin_group, status="draft")
    item = make_menu_item(page=english)
    make_menu_item(page=make_page("Internships", slug="internships"), parent=item)
    rows = client.get(reverse("admin:pages_menuitem_changelist"), {"q": "אודות"}).context["cl"].result_list
    form = client.get(reverse("admin:pages_menuitem_add")).context["adminform"].form

    with override("he"):
        assert [(str(row), row.target_name) for row in rows] == [("אודות", "אודות")]
        assert [label for _key, label in form.fields["parent"].choices][1:] == ["אודות", "\u2003Internships"]


def test_the_settings_list_leads_to_the_one_form(editor):
    response = editor.get(reverse("admin:pages_sitesettings_changelist"))

    assert response.headers["Location"] == reverse("admin:pages_sitesettings_change", args=[1])


def test_the_settings_form_of_an_empty_site_makes_the_row_when_saved(editor):
    address = reverse("admin:pages_sitesettings_change", args=[1])
    assert editor.get(address).status_code == 200
    assert not SiteSettings.objects.exists()

    editor.post(address, {"name_en": "The Institute", "short_name_en": "TI", "version": 1})

    assert SiteSettings.load().name_en == "The Institute"


def test_the_settings_are_one_row(editor):
    make_site()

    assert editor.get(reverse("admin:pages_sitesettings_change", args=[2])).status_code == 302
    assert editor.get(reverse("admin:pages_sitesettings_add")).status_code == 403


@pytest.mark.parametrize(
    ("status", "pressed", "said"),
    [
        ("draft", "_publish", "Published."),
        ("draft", "_continue", "Saved."),
        ("published", "_continue", "Published changes."),
        ("published", "_unpublish", "Back to draft."),
    ],
)
def test_a_page_says_what_became_of_it_and_stays_at_its_form(publisher, status, pressed, said):
    page = make_page(status=status)

    answer = change(publisher, page, pressed, title="Another title")

    assert answer.url == reverse("admin:pages_page_change", args=[page.pk])
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [said]


def test_a_step_of_a_page_is_one_revision(publisher):
    new_page(publisher, "_publish")

    assert [revision.action for revision in Revision.objects.all()] == ["published"]
