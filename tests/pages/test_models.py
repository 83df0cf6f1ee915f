import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.utils.translation import override

from inss.fronts.navigation import read_menu, site
from inss.pages.models import MenuItem, Page, SiteSettings
from tests.factories import make_menu_item, make_page, make_section, make_site, make_topic

pytestmark = pytest.mark.django_db


def labels(nodes):
    return [(str(node.label), node.url, labels(node.children)) for node in nodes]


def test_the_menu_is_one_query_whatever_its_size(django_assert_num_queries):
    root = make_menu_item(label_en="Research")
    for _ in range(3):
        make_menu_item(parent=root, topic=make_topic())
        make_menu_item(parent=root, section=make_section())
        make_menu_item(parent=root, page=make_page())
    with django_assert_num_queries(1):
        menu = read_menu("/")
    assert len(menu.main[0].children) == 9


def test_an_item_without_a_label_shows_its_targets_short_name():
    make_menu_item(topic=make_topic("Iran", slug="iran", name_he="איראן"))
    assert labels(read_menu("/").main) == [("Iran", "/topics/iran/", [])]
    with override("he"):
        assert labels(read_menu("/he/").main) == [("איראן", "/he/topics/iran/", [])]


def test_a_label_without_a_hebrew_one_is_shown_in_english_and_says_so():
    make_menu_item(label_en="Iran", url_en="/iran/")
    with override("he"):
        (node,) = read_menu("/he/").main
    assert (node.label, node.label.lang, node.url) == ("Iran", "en", "/iran/")
    assert node.link == '<a href="/iran/"><bdi lang="en" dir="ltr">Iran</bdi></a>'


def test_an_item_leads_to_the_pages_twin_in_the_other_language():
    page = make_page("History", slug="history")
    make_page("היסטוריה", slug="history", language="he", twin_group=page.twin_group)
    make_menu_item(page=page)
    assert labels(read_menu("/").main) == [("History", "/history/", [])]
    with override("he"):
        assert labels(read_menu("/he/").main) == [("היסטוריה", "/he/history/", [])]


def test_an_item_whose_pages_twin_is_not_published_is_not_shown_in_its_language():
    page = make_page()
    make_page(language="he", twin_group=page.twin_group, status=Page.Status.DRAFT)
    make_menu_item(page=page)
    with override("he"):
        assert read_menu("/he/").main == []


def test_an_items_own_label_goes_before_its_targets_name():
    make_menu_item(label_en="All about Iran", topic=make_topic("Iran", slug="iran"))
    assert labels(read_menu("/").main) == [("All about Iran", "/topics/iran/", [])]
    assert str(MenuItem.objects.get()) == "All about Iran"


def test_an_item_leads_to_a_project_under_the_projects():
    make_menu_item(topic=make_topic("One State", slug="one-state", kind="project"))
    assert labels(read_menu("/").main) == [("One State", "/projects/one-state/", [])]


def test_items_stand_in_their_order():
    for label, position in (("Second", 20), ("First", 10)):
        make_menu_item(label_en=label, url_en=f"/{label.lower()}/", position=position)
    assert [str(node.label) for node in read_menu("/").main] == ["First", "Second"]


def test_an_item_whose_page_is_not_published_is_not_shown():
    make_menu_item(page=make_page(status=Page.Status.DRAFT))
    assert read_menu("/").main == []


def test_a_heading_without_a_link_keeps_its_children():
    heading = make_menu_item(label_en="Communications")
    make_menu_item(parent=heading, section=make_section("Quotes", slug="quotes"))
    assert labels(read_menu("/").main) == [("Communications", None, [("Quotes", "/quotes/", [])])]


def test_the_current_entry_is_marked():
    root = make_menu_item(label_en="Research")
    make_menu_item(parent=root, topic=make_topic(slug="iran"))
    for menu, mark in ((read_menu("/topics/iran/"), "page"), (read_menu("/x/", "/topics/iran/"), "true")):
        (node,) = menu.main
        assert (node.current, node.children[0].current) == ("", mark)


def test_an_item_may_be_hidden_in_one_place():
    home = make_menu_item(label_en="Home", view=MenuItem.View.HOME)
    make_menu_item(label_en="Topics", view=MenuItem.View.TOPICS, parent=home, hidden_in=MenuItem.Area.FOOTER)
    menu = read_menu("/")
    assert labels(menu.main) == [("Home", "/", [("Topics", "/topics/", [])])]
    assert labels(menu.footer) == [("Home", "/", [])]


def test_an_item_has_at_most_one_target():
    targets = {"topic": make_topic(), "section": make_section(), "page": make_page(), "view": "home"}
    for target, value in (targets | {"url_en": "/x/"}).items():
        make_menu_item(label_en="One", **{target: value}).full_clean()
    for (one, first), (two, second) in itertools.combinations((targets | {"url_he": "/x/"}).items(), 2):
        item = MenuItem(label_en="Two", **{one: first, two: second})
        with pytest.raises(ValidationError, match="one target only"):
            item.full_clean()
        with pytest.raises(IntegrityError, match="at_most_one_target"), transaction.atomic():
            item.save()


@pytest.mark.parametrize("values", [{}, {"url_en": "/x/"}, {"label_he": "בית"}])
def test_a_heading_or_an_address_needs_a_label(values):
    item = MenuItem(**values)
    with pytest.raises(ValidationError, match="needs a label"):
        item.full_clean()
    with pytest.raises(IntegrityError, match="menu_heading_has_a_label"), transaction.atomic():
        item.save()


def test_the_menu_is_four_levels_deep_at_most():
    item = None
    for n in range(4):
        item = make_menu_item(label_en=f"Level {n}", parent=item)
        item.full_clean()
    with pytest.raises(ValidationError, match="four levels"):
        MenuItem(label_en="Fifth", parent=item).full_clean()


def test_a_branch_too_deep_for_its_new_place_is_refused():
    top = make_menu_item(label_en="Top")
    make_menu_item(label_en="Below", parent=make_menu_item(label_en="Middle", parent=top))
    second = make_menu_item(label_en="B", parent=make_menu_item(label_en="A"))
    top.parent = second
    with pytest.raises(ValidationError, match="four levels"):
        top.full_clean()


def test_a_page_may_not_take_the_address_of_a_section_nor_of_the_site():
    make_section(slug="publications")
    with pytest.raises(ValidationError, match="taken"):
        Page(title="Publications", slug="publications", language="he").full_clean()
    with pytest.raises(ValidationError, match="The site itself uses"):
        Page(title="Team", slug="team").full_clean()
    page = make_page(slug="about")
    page.full_clean()
    with pytest.raises(ValidationError, match="taken"):
        Page(title="About", slug="about").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_page(slug="about")


def test_a_page_and_its_twin_share_a_path_in_two_languages():
    page = make_page(slug="about")
    twin = Page(title="אודות", slug="about", language="he", twin_group=page.twin_group)
    twin.full_clean()
    twin.save()
    assert list(Page.objects.twins_of(page)) == [twin]
    for active in ("en", "he"):
        with override(active):
            assert (page.get_absolute_url(), twin.get_absolute_url()) == ("/about/", "/he/about/")
    third = Page(title="עוד", slug="more", language="he", twin_group=page.twin_group)
    with pytest.raises(ValidationError, match="already a version"):
        third.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        third.save()


def test_a_page_stands_below_one_of_its_own_language():
    parent = make_page(language="he")
    Page(title="היסטוריה", slug="history", language="he", parent=parent).full_clean()
    with pytest.raises(ValidationError, match="same language"):
        Page(title="History", slug="history", parent=parent).full_clean()


def test_the_surroundings_of_a_page_are_read_only_when_a_template_asks(django_assert_num_queries):
    row = make_site()
    with django_assert_num_queries(0):
        context = site(RequestFactory().get("/"))
    with django_assert_num_queries(1):
        assert context["site"].short_name == "INSS"
    with django_assert_num_queries(1):
        assert context["menu"].main == []
    with override("he"):
        assert SiteSettings.load().short_name.lang == "en"
    row.pk = 2
    with pytest.raises(IntegrityError, match="site_has_one_row_of_settings"), transaction.atomic():
        row.save()


def test_before_anything_is_set_the_site_has_a_name_all_the_same():
    assert str(SiteSettings.load().name) == "Institute"
    assert not SiteSettings.objects.exists()
