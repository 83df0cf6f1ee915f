"""A public list of posts: 20 a page, filtered by year, section and topic, with a bounded cost."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Subquery
from django.http import Http404, HttpRequest
from django.utils import timezone

from inss.lib.dates import YEARS
from inss.lib.models import TreeNode
from inss.lib.trees import branch_ids
from topics.models import Topic

from .models import Post, PostQuerySet, Section

PAGE_SIZE = 20
LAST_PAGE = 50
EXACT_TOTAL = 1000


class BeyondLastPage(Http404):
    """Raised beyond page 50, where lists end.

    `year` is the year of that page: the archive continues there.
    """

    def __init__(self, year: int) -> None:
        super().__init__(f"lists end at page {LAST_PAGE}")
        self.year = year


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a request. An unknown value is a 404, like any unknown URL."""

    year: int | None = None
    section: Section | None = None
    topic: Topic | None = None

    @property
    def any(self) -> bool:
        return bool(self.year or self.section or self.topic)

    @property
    def query(self) -> dict[str, str]:
        found = {
            "year": self.year and str(self.year),
            "section": self.section and self.section.path,
            "topic": self.topic and self.topic.slug,
        }
        return {name: value for name, value in found.items() if value}


class Listing:
    """One page of `posts`, an unordered queryset of published posts in one language.

    Costs six queries at any size: sections, topics, the page (2), the total, the first and last date.
    """

    def __init__(
        self, request: HttpRequest, posts: PostQuerySet, *, keep: dict[str, str] | None = None
    ) -> None:
        """Create the list. `keep` are URL parameters besides the filters, such as a search query."""
        self.path = request.path
        self.keep = keep or {}
        self.unfiltered = posts
        self.sections = list(Section.objects.with_tree_fields())
        self.topics = list(Topic.objects.active().with_tree_fields())
        self.filters = self.read_filters(request)
        self.number = read_page_number(request.GET.get("page"))
        self.posts = self.narrow(posts)

    def read_filters(self, request: HttpRequest) -> Filters:
        return Filters(
            year=read_year(request.GET.get("year")),
            section=pick(self.sections, "path", request.GET.get("section")),
            topic=pick(self.topics, "slug", request.GET.get("topic")),
        )

    def narrow(self, posts: PostQuerySet) -> PostQuerySet:
        filters = self.filters
        if filters.year:
            posts = posts.in_year(filters.year)
        if filters.section:
            posts = posts.filter(section__in=branch_ids(self.sections, filters.section))
        if filters.topic:
            posts = posts.in_topics(branch_ids(self.topics, filters.topic))
        return posts

    @cached_property
    def items(self) -> list[Post]:
        """Return the page's posts, newest first. Raise Http404 beyond the last page."""
        return self.window[:PAGE_SIZE]

    @cached_property
    def window(self) -> list[Post]:
        """Return the page and one more post, which tells whether there is a next page."""
        newest = self.posts.newest_first()
        if self.number > LAST_PAGE:
            raise BeyondLastPage(self.year_of_last_page(newest))
        start = (self.number - 1) * PAGE_SIZE
        found = list(newest.with_cards()[start : start + PAGE_SIZE + 1])
        if not found and self.number > 1:
            raise Http404(f"page {self.number} is beyond the end")
        return found

    def year_of_last_page(self, newest: PostQuerySet) -> int:
        end = LAST_PAGE * PAGE_SIZE
        moment = newest.values_list("published_at", flat=True)[end - 1 : end].first()
        if moment is None:
            raise Http404(f"page {self.number} is beyond the end")
        return timezone.localtime(moment).year

    @cached_property
    def total(self) -> int:
        """Return the exact total up to EXACT_TOTAL, or EXACT_TOTAL + 1 if there are more."""
        return self.posts.order_by()[: EXACT_TOTAL + 1].count()

    @property
    def is_total_exact(self) -> bool:
        return self.total <= EXACT_TOTAL

    @property
    def exact_total(self) -> int:
        return min(self.total, EXACT_TOTAL)

    @property
    def is_empty(self) -> bool:
        return not self.items

    @property
    def page_count(self) -> int:
        return max(1, min(-(-self.total // PAGE_SIZE), LAST_PAGE))

    @cached_property
    def years(self) -> list[int]:
        """Return every year from the last date to the first. One query of two index look-ups."""
        dates = self.unfiltered.order_by("published_at", "pk")
        last = Subquery(dates.reverse().values("published_at")[:1])
        found = dates.values_list("published_at", last).first()
        if found is None:
            return []
        first_year, last_year = map(local_year, found)
        return list(range(last_year, first_year - 1, -1))

    @property
    def previous_url(self) -> str | None:
        return self.url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        has_next = len(self.window) > PAGE_SIZE and self.number < LAST_PAGE
        return self.url(self.number + 1) if has_next else None

    @property
    def canonical_url(self) -> str:
        return self.url(self.number)

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        """Return (number, URL) of the first, the last and the neighbouring pages. None stands for a gap."""
        near = range(max(1, self.number - 2), min(self.page_count, self.number + 2) + 1)
        numbers = sorted({1, *near, self.page_count})
        shown: list[tuple[int | None, str]] = []
        for before, number in zip([0, *numbers], numbers, strict=False):
            if number - before > 1:
                shown.append((None, ""))
            shown.append((number, self.url(number)))
        return shown

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Return (label, URL without it) for each filter that is set."""
        filters = self.filters
        labels = {
            "year": filters.year and str(filters.year),
            "section": filters.section and filters.section.name,
            "topic": filters.topic and filters.topic.name,
        }
        return [(label, self.with_filter(**{name: ""})) for name, label in labels.items() if label]

    @property
    def unfiltered_url(self) -> str:
        return self.address({})

    def with_filter(self, **chosen: str) -> str:
        """Return the list's URL with this filter set, or removed if it is empty. Other filters stay."""
        query = self.filters.query | chosen
        return self.address({name: value for name, value in query.items() if value})

    def url(self, page: int = 1) -> str:
        """Return the URL of a page of this list with its filters. Page 1 has no number."""
        return self.address(self.filters.query | ({"page": str(page)} if page > 1 else {}))

    def filtered_url_at(self, path: str) -> str:
        """Return the URL of the first page of the list at `path`, with the same filters."""
        return self.address(self.filters.query, path)

    def address(self, parameters: dict[str, str], path: str = "") -> str:
        query, path = self.keep | parameters, path or self.path
        return f"{path}?{urlencode(query)}" if query else path


def local_year(moment: dt.datetime) -> int:
    return timezone.localtime(moment).year


def read_page_number(given: str | None) -> int:
    if given is None or given == "":
        return 1
    if given.isascii() and given.isdigit() and len(given) < 6 and int(given) > 0:
        return int(given)
    raise Http404("no such page")


def read_year(given: str | None) -> int | None:
    if not given:
        return None
    if given.isascii() and given.isdigit() and len(given) == 4 and int(given) in YEARS:
        return int(given)
    raise Http404("no such year")


def pick[Node: TreeNode](nodes: Iterable[Node], field: str, given: str | None) -> Node | None:
    if not given:
        return None
    for node in nodes:
        if getattr(node, field) == given:
            return node
    raise Http404(f"no such {field}")
