from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.signing import BadSignature, SignatureExpired
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django.views.defaults import permission_denied

from inss.lib.bidi import current_language
from inss.lib.http import bad_request, keep_private
from inss.lib.links import url_in_other_language

from . import workflow
from .forms import SignupForm
from .tokens import CONFIRMATION_LIVES, Spent, read_confirm_token, read_unsubscribe_token
from .visitors import client_hash, is_cross_site


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def signup(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return receive_signup(request)
    return signup_page(request)


def signup_page(request: HttpRequest, form: SignupForm | None = None) -> HttpResponse:
    context = {"signup_form": form, "alternate_url": url_in_other_language("newsletter:signup")}
    return render(request, "newsletter/signup.html", context, status=422 if form else 200)


def receive_signup(request: HttpRequest) -> HttpResponse:
    """Accept a signup. The answer is the same for every valid address, whatever its state.

    Bad requests are refused here without an exception, which would put a traceback into the log.
    """
    if is_cross_site(request):
        return permission_denied(request, PermissionDenied())
    try:
        form = SignupForm(request.POST)
    except (SuspiciousOperation, MultiPartParserError) as fault:
        return bad_request(request, fault)
    if not form.is_valid():
        return refuse_signup(request, form)
    if not form.is_from_a_robot:
        workflow.sign_up(
            form.cleaned_data["email"],
            language=current_language(),
            page=form.cleaned_data["page"],
            client=client_hash(request),
        )
    return answer_signup(request, form.cleaned_data["email"])


def answer_signup(request: HttpRequest, email: str) -> HttpResponse:
    """Tell the reader to check their mail.

    Without JavaScript, the page also shows the address, to reveal a typing error. There is no redirect,
    because the address would have to be in its URL.
    """
    sentences = check_mail_sentences()
    if wants_json(request):
        return keep_private(JsonResponse({"ok": True, "message": " ".join(sentences)}))
    context = {
        "sentences": sentences,
        "email": email,
        "alternate_url": url_in_other_language("newsletter:signup"),
    }
    return keep_private(render(request, "newsletter/check_mail.html", context))


def check_mail_sentences() -> list[str]:
    """Return sentences that are true for every address, so that the answer reveals nothing about it."""
    days = CONFIRMATION_LIVES.days
    return [
        gettext("Thank you. Now check your mail, and its spam folder: a message from us has a link for you."),
        gettext(
            "It is usually there in a few minutes, and may take up to a day: "
            "we send an address one such message a day."
        ),
        ngettext("The link works for %(days)s day.", "The link works for %(days)s days.", days)
        % {"days": days},
    ]


def refuse_signup(request: HttpRequest, form: SignupForm) -> HttpResponse:
    if wants_json(request):
        sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return keep_private(JsonResponse({"ok": False, "message": sentence}, status=422))
    return keep_private(signup_page(request, form))


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def secret_link_view(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view for a secret link from a mail: never cached, no referrer, no cookie.

    Its POST has no CSRF token, because the browser sends `Origin: null` from such a page; the signed link is
    the authority. A link that does not work gets a page that says why.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def view_with_token(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except SignatureExpired:
            response = dead_link(request, "expired", status=410)
        except BadSignature:
            response = dead_link(request, "broken", status=404)
        except Spent:
            response = dead_link(request, "spent", status=410)
        response.headers["Referrer-Policy"] = "no-referrer"
        return keep_private(response)

    return view_with_token


def dead_link(request: HttpRequest, reason: str, *, status: int) -> HttpResponse:
    context = {"reason": reason, "days": CONFIRMATION_LIVES.days}
    return render(request, "newsletter/dead_link.html", context, status=status)


@secret_link_view
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    mail = read_confirm_token(token)
    if request.method == "POST":
        workflow.confirm(mail)
    if request.method == "POST" or mail.has_confirmed:
        return render(request, "newsletter/confirmed.html")
    context = {
        "subscriber": mail.subscriber,
        "alternate_url": url_in_other_language("newsletter:confirm", token),
    }
    return render(request, "newsletter/confirm.html", context)


@secret_link_view
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = read_unsubscribe_token(token)
    if request.method == "POST" and subscriber:
        workflow.unsubscribe(subscriber)
    is_gone = request.method == "POST" or subscriber is None or subscriber.is_unsubscribed
    context = {
        "subscriber": subscriber,
        "alternate_url": url_in_other_language("newsletter:unsubscribe", token),
    }
    return render(request, f"newsletter/{'unsubscribed' if is_gone else 'unsubscribe'}.html", context)


@secret_link_view
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """Unsubscribe by the mail program's button (RFC 8058). Any POST is answered 200, at any time."""
    subscriber = read_unsubscribe_token(token)
    if request.method != "POST":
        return redirect("newsletter:unsubscribe", token)
    if subscriber:
        workflow.unsubscribe(subscriber)
    return HttpResponse(gettext("You are unsubscribed."), content_type="text/plain; charset=utf-8")
