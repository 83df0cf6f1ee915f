"""The 23 elements of the post page, one test each, in both languages."""

import datetime as dt
import json
import re
from xml.etree.ElementTree import Element

import pytest
from django.utils.translation import gettext, override

from inss.pages.models import SiteSettings
from posts.models import Byline, Post
from tests.dom import by_class, links, parse, text, texts
from tests.factories import make_author, make_post, make_section

from .world import JERUSALEM, LONG_NAME, World

pytestmark = pytest.mark.django_db


def make_recent(world: World, number: int) -> list[Post]:
    return [
        make_post(
            title=f"Recent {n}", section=world.post.section, language=world.language, authors=[world.author]
        )
        for n in range(number)
    ]


def test_row_01_title(client, world):
    tree = world.read(client)
    [og_title] = [meta for meta in tree.iter("meta") if meta.get("property") == "og:title"]

    institute = {"en": "INSS", "he": "המכון למחקרי ביטחון לאומי"}[world.language]
    assert text(tree.find(".//title")) == f"{world.post.title} | {institute}"
    assert og_title.get("content") == world.post.title
    assert texts(list(tree.iter("h1"))) == [world.post.title]


def test_row_02_skip_links(client, world):
    tree = world.read(client)
    skips = by_class(tree, "skips")[0]
    targets = [link.get("href") for link in skips.iter("a")]
    focusable = next(
        element for element in tree.find(".//body").iter() if element.tag in ("a", "button", "input")
    )
    by_id = {element.get("id"): element for element in tree.iter() if element.get("id")}

    assert targets == ["#header", "#content", "#footer", "#search"]
    assert focusable is next(skips.iter("a"))
    assert all(by_id[target[1:]].get("tabindex") == "-1" for target in targets)
    assert by_id["header"].tag == "header"
    assert by_id["content"].tag == "main"
    assert by_id["footer"].tag == "footer"


def test_row_03_logo_with_tagline(client, world):
    tree = world.read(client)
    brands = by_class(tree, "brand")

    assert [brand.get("href") for brand in brands] == [f"{world.prefix}/"] * 2
    assert len(set(texts(brands))) == 1
    assert "Strategic, Innovative, Policy-Oriented Research" in text(brands[0])
    assert brands[0] in list(tree.find(".//header").iter())
    assert brands[1] in list(tree.find(".//footer").iter())


def test_row_04_compact_brand(client, world):
    short = by_class(world.read(client), "brand__short")
    assert texts(short) == ["INSS", "INSS"]


def test_row_05_affiliation(client, world):
    tree = world.read(client)
    [link] = [link for link in tree.iter("a") if link.get("target") == "_blank"]

    assert link.get("href") == "https://www.tau.ac.il/"
    assert "noopener" in link.get("rel")
    with override(world.language):
        assert gettext("opens a new page") in text(link)


def test_row_06_utility_menu(client, world):
    tree = world.read(client)
    utility = by_class(tree, "utility__links")[0]
    [link] = [link for link in utility.iter("a") if link.get("hreflang")]
    other = "en" if world.language == "he" else "he"

    assert link.get("href") == world.twin.get_absolute_url()
    assert (link.get("lang"), link.get("hreflang")) == (other, other)
    assert link.get("dir") == ("ltr" if other == "en" else "rtl")
    assert text(link) == {"en": "English", "he": "עברית"}[other]
    assert f"{world.prefix}/contact/" in links(utility).values()


def test_row_06_without_a_twin_the_language_link_says_so(client, world):
    Post.objects.filter(pk=world.twin.pk).update(status=Post.Status.DRAFT)
    tree = world.read(client)
    [link] = [link for link in by_class(tree, "utility__links")[0].iter("a") if link.get("hreflang")]
    hidden = by_class(link, "vh")[0]

    assert link.get("href") == ("/" if world.language == "he" else "/he/")
    assert hidden.get("lang") == world.language
    assert text(hidden)


def test_row_07_main_menu(client, world):
    tree = world.read(client)
    menu = next(nav for nav in tree.iter("nav") if nav.get("id") == "site-nav")
    center = next(link for link in menu.iter("a") if link.get("href").endswith("israel-china-policy-center/"))
    [current] = [link for link in menu.iter("a") if link.get("aria-current")]

    assert depth(menu, center) == 4
    assert [details.get("name") for details in menu.iter("details")] == ["nav", "nav"]
    assert current.get("href") == f"{world.prefix}/publications/posts/"
    assert current.get("aria-current") == "true"
    assert menu.get("aria-label")


def depth(root: Element, target: Element) -> int:
    """The number of list items around `target`."""
    parents = {child: parent for parent in root.iter() for child in parent}
    count, element = 0, target
    while element is not root:
        element = parents[element]
        count += element.tag == "li"
    return count


def test_row_08_no_stray_word(client, world):
    tree = world.read(client)
    parents = [
        element for element in tree.find(".//body").iter() if element.tag in ("body", "header", "ul", "ol")
    ]
    stray = [bit for parent in parents for bit in [parent.text, *(child.tail for child in parent)]]

    assert "".join(filter(None, stray)).strip() == ""


def test_row_09_search(client, world):
    tree = world.read(client)
    [form] = [form for form in tree.iter("form") if form.get("role") == "search"]
    [field] = [field for field in form.iter("input") if field.get("type") == "search"]
    label = form.find(".//label")

    assert form.get("method") == "get"
    assert form.get("action") == f"{world.prefix}/search/"
    assert field.get("name") == "q"
    assert label.get("for") == field.get("id")
    assert text(label)


def test_row_10_mobile_menu_is_the_same_tree(client, world):
    tree = world.read(client)
    opener = next(button for button in tree.iter("button") if button.get("popovertarget") == "site-nav")
    menus = [nav for nav in tree.iter("nav") if nav.get("id") == "site-nav"]

    assert len(menus) == 1
    assert "popover" in menus[0].attrib
    assert text(opener)


def test_row_11_no_debug_text(client, world):
    page = client.get(world.post.get_absolute_url()).content.decode()
    assert not re.search(r"bool\(|None|&lt;|object at 0x|\{[{%]", page)


def test_row_12_section_above_the_title(client, world):
    tree = world.read(client)
    kicker = by_class(tree, "kicker")[0]

    assert links(kicker) == {
        {"en": "Posts", "he": "פוסטים"}[world.language]: f"{world.prefix}/publications/posts/"
    }


def test_row_13_breadcrumb(client, world):
    tree = world.read(client)
    crumbs = by_class(tree, "crumbs")[0]
    items = list(crumbs.iter("li"))
    [data] = [script for script in tree.iter("script") if script.get("type") == "application/ld+json"]
    listed = json.loads(data.text)["itemListElement"]

    assert crumbs.tag == "nav"
    assert crumbs.get("aria-label")
    assert text(items[1]) == {"en": "Posts", "he": "פוסטים"}[world.language]
    assert text(items[2]) == world.post.title
    assert items[2][0].get("aria-current") == "page"
    assert [item["position"] for item in listed] == [1, 2, 3]
    assert [item["name"] for item in listed] == texts(items)
    assert listed[1]["item"] == f"http://testserver{world.prefix}/publications/posts/"


def test_row_13_breadcrumb_data_cannot_end_its_script(client, world):
    Post.objects.filter(pk=world.post.pk).update(title='</script><b>"&')
    data = next(script for script in world.read(client).iter("script") if "ld+json" in script.get("type", ""))

    assert json.loads(data.text)["itemListElement"][2]["name"] == '</script><b>"&'


def test_row_14_byline(client, world):
    editor = make_author("Maya Doron", slug="maya-doron")
    Byline.objects.create(
        post=world.post, author=editor, role=Byline.Role.EDITOR, affiliation="Glazer Center", position=2
    )
    people = by_class(world.read(client), "byline__people")[0]
    first, second = list(people)

    assert [link.get("href") for link in people.iter("a")] == [
        f"{world.prefix}/authors/galia-lavi/",
        f"{world.prefix}/authors/maya-doron/",
    ]
    assert {link.get("rel") for link in people.iter("a")} == {"author"}
    assert "Researcher" in text(first)
    with override(world.language):
        assert str(Byline.Role.EDITOR.label).capitalize() in text(second)
    assert "Glazer Center" in text(second)
    if world.language == "he":
        assert [bdi.get("lang") for bdi in second.iter("bdi")] == ["en", "en"]


def test_row_15_date(client, world):
    byline = by_class(world.read(client), "byline")[0]
    [time] = list(byline.iter("time"))

    assert time.get("datetime").startswith("2024-07-24T00:30")
    assert text(time) == {"en": "24 July, 2024", "he": "24 ביולי 2024"}[world.language]


def test_row_15_date_of_a_correction(client, world):
    Post.objects.filter(pk=world.post.pk).update(corrected_at=dt.datetime(2024, 8, 1, 10, tzinfo=JERUSALEM))
    times = list(by_class(world.read(client), "byline")[0].iter("time"))

    assert texts(times)[1] == {"en": "1 August, 2024", "he": "1 באוגוסט 2024"}[world.language]


def test_row_16_body(client, world):
    tree = world.read(client)
    prose = by_class(tree, "prose")[0]
    html = tree.find("html")
    references = [link for link in prose.iter("a") if "fnref" in link.get("class", "")]
    ids = {element.get("id") for element in prose.iter()}
    notes = by_class(prose, "notes")[0]
    back = [link.get("href")[1:] for link in notes.iter("a")]

    assert (html.get("lang"), html.get("dir")) == (world.language, "ltr" if world.language == "en" else "rtl")
    assert {"en": "“yes” and ‘no’", "he": "״כן״ ו׳לא׳"}[world.language] in text(prose)
    assert texts(references) == ["1", "2"]
    assert all(link.get("href")[1:] in ids for link in references)
    assert len(back) == 2
    assert all(target in ids for target in back)


def test_row_16_body_is_sanitised(client, world):
    world.post.body = '<p onclick="x()">Safe<script>alert(1)</script></p><svg onload="x()"></svg>'
    world.post.save()
    page = client.get(world.post.get_absolute_url()).content.decode()

    assert "alert(1)" not in page
    assert "onclick" not in page
    assert "onload" not in page


def test_a_readers_mode_takes_the_standfirst_with_the_text(client, world):
    """It takes the element with the most text, and of what is beside that the paragraphs."""
    page = parse(client.get(make_post(standfirst="What is new.").get_absolute_url()))
    [article] = by_class(page, "article")
    beside = [(element.tag, element.get("class")) for element in article]

    assert beside.index(("p", "lede")) < beside.index(("div", "prose"))


def test_row_17_topics(client, world):
    tree = world.read(client)
    section = next(part for part in tree.iter("section") if part.get("aria-labelledby") == "topics")
    menu = next(nav for nav in tree.iter("nav") if nav.get("id") == "site-nav")
    address = f"{world.prefix}/topics/israel-china-policy-center/"

    assert links(section) == {LONG_NAME: address}
    assert {"en": "Glazer Israel-China Policy Center", "he": "מרכז גלייזר"}[world.language] in links(menu)
    if world.language == "he":
        assert section.find(".//bdi").get("lang") == "en"


def test_row_18_recent_posts(client, world):
    recent = make_recent(world, 4)
    elsewhere = make_post(title="Elsewhere", section=make_section("Books"), language=world.language)
    box = next(part for part in world.read(client).iter("section") if part.get("aria-labelledby") == "recent")
    items = by_class(box, "recents")[0]

    assert [link.get("href") for link in items.iter("a")] == [
        post.get_absolute_url() for post in reversed(recent[1:])
    ]
    assert len(list(items.iter("time"))) == 3
    assert elsewhere.title not in text(box)
    assert f"{world.prefix}/publications/posts/" in links(box).values()
    if world.language == "en":
        assert text(box.find(".//h2")) == "Recent Posts"
        assert "All Posts" in links(box)


def test_row_18_recent_posts_never_hold_the_post_itself_and_are_absent_when_there_is_none(client, world):
    tree = world.read(client)
    assert not [part for part in tree.iter("section") if part.get("aria-labelledby") == "recent"]


def test_row_19_newsletter_form(client, world):
    tree = world.read(client)
    [form] = [form for form in tree.iter("form") if form.get("method") == "post"]
    [field] = [field for field in form.iter("input") if field.get("type") == "email"]

    assert form.get("action") == f"{world.prefix}/newsletter/"
    assert field.get("name") == "email"
    assert field.get("id") in {label.get("for") for label in form.iter("label")}
    assert form.find(".//button").get("type") == "submit"


def test_row_20_no_answer_before_a_submit(client, world):
    tree = world.read(client)
    signup = next(tree.iter("newsletter-signup"))
    [status] = [element for element in signup.iter() if element.get("role") == "status"]

    assert text(status) == ""
    assert not by_class(tree, "notice")


def test_row_21_footer_menus(client, world):
    tree = world.read(client)
    menu = next(nav for nav in tree.iter("nav") if nav.get("id") == "site-nav")
    footer = next(tree.iter("footer"))
    center = next(
        link for link in footer.iter("a") if link.get("href").endswith("israel-china-policy-center/")
    )

    assert links(menu).items() <= links(footer).items()
    assert depth(footer, center) == 2
    assert by_class(footer, "footer__branch")[0].find("h2") is not None


def test_row_22_address(client, world):
    address = next(world.read(client).iter("address"))
    numbers = [element for element in address.iter("bdi") if element.get("dir") == "ltr"]

    assert {"tel:+97236400400", "mailto:info@inss.org.il"} <= set(links(address).values())
    assert {"03-640-0400", "03-744-7590", "info@inss.org.il"} <= set(texts(numbers))
    assert "40 Haim Levanon St." in text(address)


def test_row_23_credit_and_legal_links(client, world):
    footer = next(world.read(client).iter("footer"))

    assert {f"{world.prefix}/{page}/" for page in ("privacy", "accessibility", "terms")} <= set(
        links(footer).values()
    )
    assert "recaptcha" not in text(footer).lower()
    assert "Developed by" not in text(footer)


def test_row_23_credit_line_if_set(client, world):
    SiteSettings.objects.update(credit_en="Developed by somebody.")
    assert "Developed by somebody." in text(next(world.read(client).iter("footer")))
