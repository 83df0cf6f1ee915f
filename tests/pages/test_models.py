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


def test_an_item_leads_to_the_pages_twin_in_the_other_language():
    page = make_page("History", slug="history")
    make_page("היסטוריה", slug="history", language="he", twin_group=page.twin_group)
    make_menu_item(page=page)
    with override("he"):
        assert labels(read_menu("/he/").main) == [("היסטוריה", "/he/history/", [])]


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
    (node,) = read_menu("/topics/iran/").main
    assert (node.current, node.children[0].current) == ("", "page")


def test_an_item_may_be_hidden_in_one_place():
    make_menu_item(label_en="Home", view=MenuItem.View.HOME, hidden_in=MenuItem.Place.FOOTER)
    menu = read_menu("/")
    assert len(menu.main) == 1
    assert menu.footer == []


def test_an_item_has_at_most_one_target():
    item = MenuItem(topic=make_topic(), section=make_section())
    with pytest.raises(ValidationError, match="one target only"):
        item.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()


def test_the_menu_is_four_levels_deep_at_most():
    item = None
    for n in range(4):
        item = make_menu_item(label_en=f"Level {n}", parent=item)
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
    with pytest.raises(ValidationError, match="address of the site itself"):
        Page(title="Team", slug="team").full_clean()


def test_a_page_and_its_twin_share_a_path_in_two_languages():
    page = make_page(slug="about")
    Page(title="אודות", slug="about", language="he", twin_group=page.twin_group).full_clean()


def test_the_surroundings_of_a_page_are_read_only_when_a_template_asks(django_assert_num_queries):
    make_site()
    with django_assert_num_queries(0):
        context = site(RequestFactory().get("/"))
    with django_assert_num_queries(1):
        assert context["site"].short_name == "INSS"
    with override("he"):
        assert SiteSettings.load().short_name.lang == "en"
