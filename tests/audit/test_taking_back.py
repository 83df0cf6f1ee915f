"""An old version comes back into the form as it was, unsaved."""

import datetime as dt
import random

import pytest
from django.urls import reverse

from inss.audit import snapshots
from inss.audit import workflow as audit
from inss.audit.models import Revision
from inss.lib.markup import sanitise
from posts import workflow
from posts.models import Byline, Post
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
)
from tests.posts.sending import change, sent_by

pytestmark = pytest.mark.django_db

VERSIONS = 30
NOTE = '<span class="footnote" data-note="{}"></span>'
PARAGRAPHS = [
    "<p>They said “yes” and ‘no’ &amp; left.</p>",
    "<p>A claim"
    + NOTE.format("The first source, p. 12.")
    + ' and a <a href="https://www.tau.ac.il/">link</a>.</p>',
    "<p>טענה" + NOTE.format("מקור ראשון, עמ׳ 7.") + " ועוד <strong>אחת</strong>.</p>",
    '<p dir="rtl">צה"ל ו־NATO</p>',
    "<h2>A heading</h2>",
    "<ul><li><p>One</p></li><li><p>Two<br>lines</p></li></ul>",
    '<ol start="3"><li><p>Three</p></li></ol>',
    "<blockquote><p><em>Quoted</em></p></blockquote>",
    "<table><caption>Budgets</caption><tbody><tr><th><p>Year</p></th><th><p>Sum</p></th></tr>"
    '<tr><td colspan="2"><p>2024: −3.5%</p></td></tr></tbody></table>',
    "<hr>",
]
TITLES = ["Two clocks", "שני שעונים", "צה״ל ו־AI: “now”", "A <b> & ampersand"]
STANDFIRSTS = ["", "Why it matters.", "מה חדש, ולמה.\nשורה שנייה", "  spaces within  it "]


def random_content(chance, cast):
    """Fields and relations of a rich post; the order of people, topics and paragraphs is part of it."""
    people = chance.sample(cast["authors"], chance.randint(0, 3))
    fields = {
        "section": chance.choice(cast["sections"]),
        "title": chance.choice(TITLES),
        "standfirst": chance.choice(STANDFIRSTS).strip(),
        "body": sanitise("".join(chance.sample(PARAGRAPHS, chance.randint(0, len(PARAGRAPHS))))),
        "language": chance.choice(["en", "he"]),
        "slug": f"two-clocks-{chance.randint(1, 5)}",
        "number": chance.choice([None, 7, 1874]),
        "published_at": chance.choice([None, dt.datetime(2027, 1, 5, 6, 30, tzinfo=dt.UTC)]),
    }
    relations = {
        "bylines": [
            {
                "author": one.pk,
                "role": chance.choice(Byline.Role.values),
                "affiliation": chance.choice(["", "אוניברסיטת ת״א"]),
            }
            for one in people
        ],
        "topics": [topic.pk for topic in chance.sample(cast["topics"], chance.randint(0, 4))],
        "tags": sorted(tag.pk for tag in chance.sample(cast["tags"], chance.randint(0, 3))),
    }
    return fields, relations


def make_cast():
    return {
        "sections": [make_section(kind="numbered"), make_section(kind="numbered")],
        "authors": [make_author() for _ in range(4)],
        "topics": [*(make_topic() for _ in range(4)), make_topic(kind="project")],
        "tags": [make_tag() for _ in range(4)],
    }


def write_versions(post, by, chance):
    """So many revisions, no two in a row alike."""
    cast = make_cast()
    while Revision.objects.count() < VERSIONS:
        fields, relations = random_content(chance, cast)
        for name, value in fields.items():
            setattr(post, name, value)
        workflow.save(post, by=by, relations=relations)
    return list(Revision.objects.order_by("pk"))


def taken(post, revision):
    return f"{change(post)}?take={revision.pk}"


def save_as_it_stands(client, post, revision):
    """Open the form with the revision and press Save; the row is a snapshot afterwards."""
    address = taken(post, revision)
    response = client.post(address, sent_by(client, address) | {"_continue": ""})
    assert response.status_code == 302, response.context["adminform"].form.errors
    post.refresh_from_db()
    return snapshots.type_of(post).read(post)


def test_thirty_versions_of_a_rich_post_come_back_as_they_were(desk):
    publisher, post = make_publisher(), Post()
    versions = write_versions(post, publisher, random.Random(9))
    assert len(versions) == VERSIONS
    client = desk(publisher)
    for revision in versions:
        assert save_as_it_stands(client, post, revision) == revision.snapshot


def test_what_was_public_comes_back_without_its_address_and_its_state(desk):
    publisher, post = make_publisher(), make_draft()
    post.title = "Before"
    workflow.publish(post, by=publisher)
    public = Revision.objects.of(post).last().snapshot
    for minute in range(3):
        post.title, post.body = f"After {minute}", f"<p>{minute}</p>"
        post.corrected_at = post.published_at + dt.timedelta(seconds=minute)
        workflow.save(post, by=publisher)
    published = Revision.objects.of(post).get(action="published")

    assert save_as_it_stands(desk(publisher), post, published) == public


def test_a_version_of_a_draft_leaves_a_live_post_live(desk):
    publisher, post = make_publisher(), make_draft(title="Early", slug="early")
    post.slug, post.title = "late", "Late"
    workflow.publish(post, by=publisher)
    early = Revision.objects.of(post).get(action="earlier")

    after = save_as_it_stands(desk(publisher), post, early)

    assert (after["title"], after["slug"], after["status"]) == ("Early", "late", "published")


def test_opening_a_version_saves_nothing(desk):
    editor, post = make_editor(), make_draft(title="Before")
    post.title = "After"
    workflow.save(post, by=editor)
    before = Revision.objects.of(post).first()
    client = desk(editor)

    client.get(reverse("admin:posts_post_take", args=[post.pk, before.pk]))
    form = client.get(taken(post, before)).context["adminform"].form

    post.refresh_from_db()
    assert (form["title"].value(), post.title, post.version) == ("Before", "After", 2)
    assert Revision.objects.of(post).count() == 2


def test_the_form_says_whose_version_it_shows_and_counts_as_unsaved(desk):
    dana = make_editor(first_name="Dana", last_name="Shaked")
    post = make_draft(title="Before")
    post.title = "After"
    workflow.save(post, by=dana)
    post.title = "Later"
    workflow.save(post, by=dana)
    page = desk(make_editor()).get(taken(post, Revision.objects.of(post).get(version=2))).text
    notice = page[page.index('class="notice notice--own taken"') :]
    notice = notice[: notice.index("</div>")]
    assert "Dana Shaked" in notice
    assert "Nothing is saved yet" in notice
    assert " data-typed" in page[page.index("<browser-draft") :].partition(">")[0]
    assert (
        " data-typed"
        not in desk(dana).get(change(post)).text.partition("<browser-draft")[2].partition(">")[0]
    )


def test_what_no_longer_exists_is_named_and_left_out(desk):
    editor, post = make_editor(), make_draft()
    coast, towns = make_topic("Coast"), make_topic("Towns")
    workflow.save(post, by=editor, relations={"topics": [coast.pk, towns.pk]})
    both = Revision.objects.of(post).last()
    workflow.save(post, by=editor, relations={"topics": [towns.pk]})
    audit.delete(coast, by=editor)
    client = desk(editor)

    page = client.get(reverse("admin:posts_post_take", args=[post.pk, both.pk]))

    assert page.context["missing"] == {"Topics": "Coast"}
    assert client.get(taken(post, both)).context["adminform"].form["topics"].value() == [towns.pk]


def test_a_version_of_another_row_is_not_taken(desk):
    editor, post = make_editor(), make_draft()
    stranger = make_draft()
    stranger.title = "Another"
    workflow.save(stranger, by=editor)
    foreign = Revision.objects.of(stranger).last()
    client = desk(editor)
    assert client.get(taken(post, foreign)).status_code == 404
    assert client.get(reverse("admin:posts_post_take", args=[post.pk, foreign.pk])).status_code == 404


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 40, "²"])
def test_an_address_that_names_no_version_is_bounded(desk, key):
    answer = desk(make_editor()).get(change(make_draft()) + f"?take={key}")
    assert answer.status_code in (200, 404)


def test_only_whoever_may_change_a_row_takes_a_version_back(desk):
    contributor, post = make_contributor(), make_post()
    post.title = "After"
    workflow.save(post, by=make_publisher())
    revision = Revision.objects.of(post).first()
    client = desk(contributor)
    assert client.get(reverse("admin:posts_post_history", args=[post.pk])).status_code == 200
    assert client.get(reverse("admin:posts_post_take", args=[post.pk, revision.pk])).status_code == 403
