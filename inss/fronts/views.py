from collections.abc import Iterable

from django.contrib.sessions.models import Session
from django.db import Error as DatabaseFault
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from inss.lib.bidi import current_language
from inss.lib.http import read_only
from inss.lib.links import url_in_other_language
from inss.lib.models import MAX_PATH_LENGTH, TreeNode
from inss.lib.trees import branch_ids, nest
from inss.pages.models import Page
from posts.listing import BeyondLastPage, Listing
from posts.models import Section
from posts.views import published_here
from topics.models import Topic

from .gather import TopicNode, authors_of, newest_by_section, posts_by_topic

SECRECY_HEADERS = {
    "Cache-Control",
    "Referrer-Policy",
}  # headers of a page with a secret URL, and of its redirect
HEARTBEAT = "healthz"
SECOND, LATEST = 4, 4  # below and beside the lead story of the home page


@read_only
def home(request: HttpRequest) -> HttpResponse:
    newest = list(published_here().newest_first().with_cards()[: 1 + SECOND + LATEST])
    context = {
        "lead": newest[0] if newest else None,
        "second": newest[1 : 1 + SECOND],
        "latest": newest[1 + SECOND :],
        "topics": topic_tree(),
        "by_section": newest_by_section(posts_each=3, sections_shown=6),
        "alternate_url": url_in_other_language("home"),
    }
    return render(request, "fronts/home.html", context)


@read_only
def topics(request: HttpRequest) -> HttpResponse:
    context = {
        "tree": topic_tree(posts_by_topic(current_language())),
        "alternate_url": url_in_other_language("topics"),
    }
    return render(request, "fronts/topics.html", context)


def topic_tree(counts: dict[int, int] | None = None) -> list[TopicNode]:
    """Return the active subjects, with `counts` of their posts if given. One query."""
    nodes = Topic.objects.active().without_projects()
    found = counts or {}
    return nest(nodes, lambda topic, children: TopicNode(topic, found.get(topic.pk, 0), children))


@read_only
def projects(request: HttpRequest) -> HttpResponse:
    counts = posts_by_topic(current_language())
    found = Topic.objects.active().projects()
    context = {
        "projects": [TopicNode(project, counts.get(project.pk, 0), []) for project in found],
        "alternate_url": url_in_other_language("projects"),
    }
    return render(request, "fronts/projects.html", context)


@read_only
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic.objects.without_projects(), slug=slug)
    index = (_("Topics"), reverse("topics"))
    return topic_page(request, found, index, url_in_other_language("topic", slug))


@read_only
def project(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic.objects.projects(), slug=slug)
    index = (_("Projects"), reverse("projects"))
    return topic_page(request, found, index, url_in_other_language("project", slug))


def topic_page(
    request: HttpRequest, topic: Topic, index: tuple[str, str], alternate_url: str
) -> HttpResponse:
    tree = list(Topic.objects.all())
    posts = published_here().in_topics(branch_ids(tree, topic))
    context = {
        "topic": topic,
        "above": [index, *crumbs(ancestors(tree, topic))],
        "children": [child for child in tree if child.parent_id == topic.pk and not child.is_retired],
        "heads": topic.heads.all(),
        "authors": authors_of(posts),
        "listing": Listing(request, posts),
        "alternate_url": alternate_url,
    }
    return render(request, "fronts/topic.html", context)


def ancestors[Node: TreeNode](tree: Iterable[Node], node: Node) -> list[Node]:
    """Return the nodes from the root to the node's parent, found among rows already read."""
    by_pk = {row.pk: row for row in tree}
    above: list[Node] = []
    while node.parent_id:
        node = by_pk[node.parent_id]
        above.insert(0, node)
    return above


def crumbs[Node: (Topic, Section, Page)](above: Iterable[Node]) -> list[tuple[str, str]]:
    return [(node.title if isinstance(node, Page) else node.name, node.get_absolute_url()) for node in above]


@read_only
def by_path(request: HttpRequest, path: str) -> HttpResponse:
    """Show a standing page or a section. Redirect to the URL with a slash if only that exists."""
    has_slash, path = path.endswith("/"), path.removesuffix("/")
    if "\0" in path or len(path) > MAX_PATH_LENGTH:
        raise Http404("no such path")
    if not has_slash:
        return redirect_to_slash(request)
    if page := Page.objects.published().filter(language=current_language(), path=path).first():
        return page_view(request, page)
    return section_view(request, get_object_or_404(Section, path=path))


def redirect_to_slash(request: HttpRequest) -> HttpResponse:
    """Redirect to the same path with a slash, if its view finds a page.

    If that view refuses with a page of its own (for a truncated link from a mail), show that page here.
    """
    path = f"{request.path_info}/"
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise Http404("no such path") from error
    answer = match.func(request, *match.args, **match.kwargs)
    if answer.status_code >= 400:
        return answer
    query = request.META.get("QUERY_STRING")
    answer_here = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    for name in SECRECY_HEADERS & answer.headers.keys():
        answer_here.headers[name] = answer.headers[name]
    return answer_here


def page_view(request: HttpRequest, page: Page) -> HttpResponse:
    published = Page.objects.published()
    twin = published.twins_of(page).first()
    family = published.filter(language=page.language)
    context = {
        "page": page,
        "above": crumbs(published.ancestors(page)),
        "children": family.filter(parent=page),
        "siblings": family.filter(parent=page.parent_id).exclude(pk=page.pk) if page.parent_id else [],
        "alternate_url": twin and twin.get_absolute_url(),
    }
    return render(request, "pages/page.html", context)


def section_view(request: HttpRequest, section: Section) -> HttpResponse:
    tree = list(Section.objects.all())
    context = {
        "section": section,
        "above": crumbs(ancestors(tree, section)),
        "children": [node for node in tree if node.parent_id == section.pk],
        "listing": Listing(request, published_here().filter(section__in=listed_sections(tree, section))),
        "alternate_url": url_in_other_language("by_path", f"{section.path}/"),
    }
    return render(request, "fronts/section.html", context)


def listed_sections(tree: list[Section], section: Section) -> set[int]:
    """Return the ids of sections whose posts are listed: “All Publications” leaves out those that say so."""
    if section.in_all_publications:
        tree = [node for node in tree if node.in_all_publications]
    return branch_ids(tree, section)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    year = exception.year if isinstance(exception, BeyondLastPage) else None
    archive_url = year and reverse("posts:archive_year", args=[year])
    return render(request, "404.html", {"archive_url": archive_url}, status=404)


@read_only
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database can be read and written, else 503."""
    try:
        beat()
    except DatabaseFault:
        return HttpResponse("database: no", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def beat() -> None:
    """Commit a change: only a commit shows that the disk is not full.

    The row is stored among the sessions but is not a valid session. It contains only the current time.
    """
    Session.objects.update_or_create(pk=HEARTBEAT, defaults={"expire_date": timezone.now()})


@read_only
def favicon(request: HttpRequest) -> HttpResponse:
    """Redirect from the URL at which browsers look for the icon by default."""
    return redirect(static("img/sign.svg"))


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", content_type="text/plain")
