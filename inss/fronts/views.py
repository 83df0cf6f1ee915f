from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from inss.lib.bidi import current_language
from inss.lib.paths import MAX_PATH_LENGTH
from inss.lib.trees import branch_ids, nest
from inss.pages.models import Page, SiteSettings
from posts.lists import BeyondLastPage, Listing
from posts.models import Section
from posts.views import published_here, same_in_other_language
from topics.models import Topic

from .gather import TopicNode, authors_of, newest_by_section, posts_by_topic


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "by_section": newest_by_section(posts_each=4, sections_shown=6),
        "alternate_url": same_in_other_language("home"),
    }
    return render(request, "fronts/home.html", context)


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    counts = posts_by_topic(current_language())
    nodes = Topic.objects.without_tree_fields().active().without_projects()
    context = {
        "tree": nest(nodes, lambda topic, children: TopicNode(topic, counts.get(topic.pk, 0), children)),
        "alternate_url": same_in_other_language("topics"),
    }
    return render(request, "fronts/topics.html", context)


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    counts = posts_by_topic(current_language())
    found = Topic.objects.without_tree_fields().active().projects()
    context = {
        "projects": [TopicNode(project, counts.get(project.pk, 0), []) for project in found],
        "alternate_url": same_in_other_language("projects"),
    }
    return render(request, "fronts/projects.html", context)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic.objects.without_projects(), slug=slug)
    return topic_page(request, found, same_in_other_language("topic", slug))


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic.objects.projects(), slug=slug)
    return topic_page(request, found, same_in_other_language("project", slug))


def topic_page(request: HttpRequest, topic: Topic, alternate_url: str) -> HttpResponse:
    tree = list(Topic.objects.without_tree_fields())
    posts = published_here().in_topics(branch_ids(tree, topic))
    context = {
        "topic": topic,
        "ancestors": ancestors(tree, topic),
        "children": [child for child in tree if child.parent_id == topic.pk and not child.is_retired],
        "heads": topic.heads.all(),
        "authors": authors_of(posts),
        "listing": Listing(request, posts),
        "alternate_url": alternate_url,
    }
    return render(request, "fronts/topic.html", context)


def ancestors(tree: list[Topic], topic: Topic) -> list[Topic]:
    """From the root down to the topic's parent, found among rows already read."""
    by_pk = {node.pk: node for node in tree}
    above: list[Topic] = []
    while topic.parent_id:
        topic = by_pk[topic.parent_id]
        above.insert(0, topic)
    return above


@require_safe
def by_path(request: HttpRequest, path: str) -> HttpResponse:
    """The catch-all: a standing page or a section. What exists only with a slash is redirected to it."""
    if "\0" in path or len(path) > MAX_PATH_LENGTH:
        raise Http404("no such path")
    if not path.endswith("/"):
        return redirect_to_slash(request)
    path = path.removesuffix("/")
    if page := Page.objects.published().filter(language=current_language(), path=path).first():
        return page_view(request, page)
    return section_view(request, get_object_or_404(Section, path=path))


def redirect_to_slash(request: HttpRequest) -> HttpResponse:
    """Asks the view of the same path with a slash, and redirects only where that has an answer."""
    path = f"{request.path_info}/"
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise Http404("no such path") from error
    if match.func(request, *match.args, **match.kwargs).status_code >= 400:
        raise Http404("no such path")
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def page_view(request: HttpRequest, page: Page) -> HttpResponse:
    twin = Page.objects.published().twins_of(page).first()
    context = {
        "page": page,
        "ancestors": page.ancestors(),
        "children": Page.objects.published().filter(parent=page),
        "alternate_url": twin and twin.get_absolute_url(),
    }
    return render(request, "pages/page.html", context)


def section_view(request: HttpRequest, section: Section) -> HttpResponse:
    tree = list(Section.objects.without_tree_fields())
    shown = branch_ids([node for node in tree if node.in_all_publications], section)
    context = {
        "section": section,
        "children": [node for node in tree if node.parent_id == section.pk],
        "listing": Listing(request, published_here().filter(section__in=shown)),
        "alternate_url": same_in_other_language("by_path", f"{section.path}/"),
    }
    return render(request, "fronts/section.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    year = exception.year if isinstance(exception, BeyondLastPage) else None
    archive_url = year and reverse("posts:archive_year", args=[year])
    return render(request, "404.html", {"archive_url": archive_url}, status=404)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and can be written, else 503. Writes nothing that stays."""
    try:
        with transaction.atomic():
            SiteSettings.objects.filter(pk=SiteSettings.SINGLETON_PK).update(pk=SiteSettings.SINGLETON_PK)
    except DatabaseError:
        return HttpResponse("database: no", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", content_type="text/plain")
