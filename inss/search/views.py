from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from inss.lib.http import read_only
from inss.lib.links import url_in_other_language
from posts.listing import Listing
from posts.views import published_here

from .query import clean, find


@read_only
def search(request: HttpRequest) -> HttpResponse:
    query = clean(request.GET.get("q", ""))
    context = {
        "query": query,
        "listing": Listing(request, find(published_here(), query), keep={"q": query} if query else {}),
        "alternate_url": url_in_other_language("search"),
    }
    return render(request, "search/search.html", context)
