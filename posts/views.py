import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inss.lib.bidi import current_language
from inss.lib.dates import YEARS
from inss.lib.http import MenuRequest, read_only
from inss.lib.links import url_in_other_language
from topics.models import Topic

from .listing import Listing
from .models import Author, Post, PostQuerySet, Tag
from .post_page import post_page, twin_url


def published_here() -> PostQuerySet:
    """Return the posts that the public may read now, in the language of the page."""
    return Post.objects.published().in_language(current_language())


@read_only
def post(request: MenuRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        Post.objects.public().without_source().select_related("section"),
        language=current_language(),
        slug=slug,
    )
    request.menu_path = found.section.get_absolute_url()
    if found.status == Post.Status.WITHDRAWN:
        return gone(request, found)
    return render(request, "posts/post.html", post_page(found))


def gone(request: HttpRequest, withdrawn: Post) -> HttpResponse:
    """Answer 410 for a withdrawn post. Browsers may store a 410 for ever, but the post may be restored."""
    context = {"post": withdrawn, "alternate_url": twin_url(withdrawn)}
    response = render(request, "410.html", context, status=410)
    patch_cache_control(response, no_cache=True)
    return response


@read_only
def author(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(Author, slug=slug)
    posts = published_here().by(person)
    listing = Listing(request, posts)
    sections = {section.pk: section for section in listing.sections}
    context = {
        "author": person,
        "heads": Topic.objects.active().filter(heads=person),
        "coauthors": Author.objects.coauthors_of(person, posts)[:6],
        "by_section": [
            (sections[pk], count, listing.with_filter(section=sections[pk].path))
            for pk, count in posts.count_by_section().items()
        ],
        "every_section_url": listing.with_filter(section=""),
        "listing": listing,
        "alternate_url": url_in_other_language("posts:author", slug),
    }
    return render(request, "posts/author.html", context)


@read_only
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    context = {
        "tag": found,
        "listing": Listing(request, published_here().tagged(found)),
        "alternate_url": url_in_other_language("posts:tag", slug),
    }
    return render(request, "posts/tag.html", context)


@read_only
def archive(request: HttpRequest) -> HttpResponse:
    context = {
        "heading": _("Archive"),
        "listing": Listing(request, published_here()),
        "alternate_url": url_in_other_language("posts:archive"),
    }
    return render(request, "posts/archive.html", context)


@read_only
def archive_year(request: HttpRequest, year: int) -> HttpResponse:
    if year not in YEARS:
        raise Http404("no such year")
    posts = published_here().in_year(year)
    context = {
        "above": [(_("Archive"), reverse("posts:archive"))],
        "heading": str(year),
        "months": posts.months(),
        "listing": Listing(request, posts),
        "alternate_url": url_in_other_language("posts:archive_year", year),
    }
    return render(request, "posts/archive.html", context)


@read_only
def archive_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    if year not in YEARS or not 1 <= month <= 12:
        raise Http404("no such month")
    context = {
        "above": [
            (_("Archive"), reverse("posts:archive")),
            (str(year), reverse("posts:archive_year", args=[year])),
        ],
        "heading": date_format(dt.date(year, month, 1), "YEAR_MONTH_FORMAT"),
        "listing": Listing(request, published_here().in_month(year, month)),
        "alternate_url": url_in_other_language("posts:archive_month", year, month),
    }
    return render(request, "posts/archive.html", context)
