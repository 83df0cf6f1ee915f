from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def healthz(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


def robots(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def home(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError
