import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters, get_content_type_for_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from inss.lib.bidi import current_language, isolate
from inss.lib.dates import moment, time_element
from inss.lib.desk.admin import DeskAdmin
from inss.lib.desk.combobox import is_key
from inss.newsletter.models import ConfirmationMail, ConsentEvent, Subscriber

from .. import figures, workflow
from .display import (
    address_in_parts,
    again_url_of,
    link_to,
    origin_label,
    outcome_in_words,
    reason_in_words,
    reasons_in_words,
    state_word,
    turns_in_words,
)
from .export import csv_answer
from .filters import (
    ConfirmedFilter,
    MailFilter,
    PageFilter,
    SignedUpFilter,
    StateFilter,
    parse_month,
)
from .forms import AddSubscriberForm, SubscriberForm, UnsubscribeForm

BUTTONS = {"_unsubscribe", "_send_again"}
UNSUBSCRIBED, ASKED_AGAIN = gettext_noop("Unsubscribed."), gettext_noop("Asked once more to confirm.")
ROWS_SHOWN = 50


@admin.register(Subscriber)
class SubscriberAdmin(DeskAdmin):
    form = SubscriberForm
    list_display = ["address", "state_word", "mail_word", "language_word", "page_word", "signed_up"]
    list_filter = [
        StateFilter,
        MailFilter,
        "language",
        PageFilter,
        ("created_at", SignedUpFilter),
        ConfirmedFilter,
    ]
    search_fields = ["email"]
    search_help_text = _("Part of the address")
    actions = ["send_again"]
    ordering = ["-created_at", "-pk"]
    delete_confirmation_template = "admin/newsletter/subscriber/delete_confirmation.html"

    def get_urls(self) -> list:
        own = [
            path(
                "export/",
                self.admin_site.admin_view(require_POST(self.export_view)),
                name="newsletter_subscriber_export",
            ),
            path(
                "figures/",
                self.admin_site.admin_view(require_safe(self.figures_view)),
                name="newsletter_subscriber_figures",
            ),
        ]
        return own + super().get_urls()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_last_mail().with_origin()

    # The list

    @admin.display(description=_("address"), ordering="email")
    def address(self, subscriber: Subscriber) -> SafeString:
        return address_in_parts(subscriber)

    @admin.display(description=_("state"), ordering="state")
    def state_word(self, subscriber: Subscriber) -> SafeString:
        return state_word(subscriber.state, subscriber.get_state_display())

    @admin.display(description=_("last mail"))
    def mail_word(self, subscriber: Any) -> str:
        state = subscriber.last_mail
        return state_word(state, ConfirmationMail.State(state).label) if state else ""

    @admin.display(description=_("language"), ordering="language")
    def language_word(self, subscriber: Subscriber) -> str:
        return isolate(subscriber.get_language_display())

    @admin.display(description=_("page"), ordering="page")
    def page_word(self, subscriber: Any) -> SafeString:
        return format_html('<bdi title="{}">{}</bdi>', subscriber.page, origin_label(subscriber.origin))

    @admin.display(description=_("signed up"), ordering="created_at")
    def signed_up(self, subscriber: Subscriber) -> SafeString:
        return time_element(subscriber.created_at, moment(subscriber.created_at))

    def action_checkbox(self, obj: Subscriber) -> SafeString:
        """Named by the address, which is not what a signup calls itself."""
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, gettext("Select %s") % obj.email)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        weeks = figures.signups_by_week() if request.method == "GET" else []
        context = {"weeks": weeks, "may_export": self.may_export(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    @admin.action(description=_("Send the confirmation again"), permissions=["change"])
    def send_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        turns, reasons = [], []
        for subscriber in queryset:
            try:
                turns.append(self.ask_again(request, subscriber))
            except workflow.NotSentAgain as reason:
                reasons.append(reason)
        if turns:
            self.message_user(request, turns_in_words(turns), messages.SUCCESS)
        if reasons:
            self.message_user(request, reasons_in_words(reasons), messages.WARNING)

    # The form

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type:
        if not change:
            kwargs["form"] = AddSubscriberForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The desk's language; ?again= names somebody who left, whose form has said so."""
        key = request.GET.get("again", "")
        gone = Subscriber.objects.unsubscribed().filter(pk=key).first() if is_key(key) else None
        if gone:
            return {"email": gone.email, "warned_of": gone.email, "language": gone.language}
        return {"language": current_language()}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list:
        return [(None, {"fields": ["language"] if obj else ["email", "language", "note", "warned_of"]})]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        subscriber = self.get_object(request, object_id)
        if subscriber and request.method == "POST" and not BUTTONS.isdisjoint(request.POST):
            return self.press(request, subscriber)
        context = {}
        if subscriber:
            consent = subscriber.consent.select_related("by").order_by("-created_at", "-pk")
            context = {
                "state_word": self.state_word(subscriber),
                "origin_label": origin_label(subscriber.origin),
                "shown": ROWS_SHOWN,
                "consent": consent[:ROWS_SHOWN],
                "mails": [
                    (mail, state_word(mail.state, mail.get_state_display()), outcome_in_words(mail))
                    for mail in subscriber.mails.all()[:ROWS_SHOWN]
                ],
                "unsubscribing": UnsubscribeForm(),
                "again_url": again_url_of(subscriber),
            }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            workflow.change_language(obj, obj.language)
            return
        note = form.cleaned_data["note"]
        added = workflow.add_by_hand(obj.email, language=obj.language, by=request.user, note=note)
        obj.pk = added.pk
        obj.refresh_from_db()

    def press(self, request: HttpRequest, subscriber: Subscriber) -> HttpResponse:
        """Buttons about the person: what stands in the form, and who changed it meanwhile, is no matter."""
        if not self.has_change_permission(request, subscriber):
            raise PermissionDenied
        if "_unsubscribe" in request.POST:
            self.unsubscribe(request, subscriber)
        else:
            self.send(request, subscriber)
        return HttpResponseRedirect(request.get_full_path())

    def unsubscribe(self, request: HttpRequest, subscriber: Subscriber) -> None:
        form = UnsubscribeForm(request.POST)
        if not form.is_valid():
            self.message_user(request, " ".join(form.errors["note"]), messages.ERROR)
            return
        if workflow.unsubscribe(subscriber, by=request.user, note=form.cleaned_data["note"]):
            self.log_change(request, subscriber, UNSUBSCRIBED)
        self.message_user(request, _("Unsubscribed. No newsletter goes there any more."), messages.SUCCESS)

    def send(self, request: HttpRequest, subscriber: Subscriber) -> None:
        try:
            turn = self.ask_again(request, subscriber)
        except workflow.NotSentAgain as reason:
            self.message_user(request, reason_in_words(reason), messages.WARNING)
            return
        waits = turn > timezone.now()
        text = turns_in_words([turn]) if waits else _("The confirmation goes out now.")
        self.message_user(request, text, messages.SUCCESS)

    def ask_again(self, request: HttpRequest, subscriber: Subscriber) -> dt.datetime:
        """The mail's turn. Raises NotSentAgain."""
        turn = workflow.send_again(subscriber, by=request.user)
        self.log_change(request, subscriber, ASKED_AGAIN)
        return turn

    def response_add(
        self, request: HttpRequest, obj: Subscriber, post_url_continue: Any = None
    ) -> HttpResponse:
        text = gettext(
            "A mail is on its way to {address}. The signup waits until the reader presses its button."
        )
        self.message_user(request, format_html(text, address=link_to(obj)), messages.SUCCESS)
        return self.acknowledge(request, obj, self.response_post_save_add(request, obj))

    def response_change(self, request: HttpRequest, obj: Subscriber) -> HttpResponse:
        text = gettext("The language of {address} is saved.")
        self.message_user(request, format_html(text, address=link_to(obj)), messages.SUCCESS)
        return self.acknowledge(request, obj, HttpResponseRedirect(request.get_full_path()))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        text = _("The person is erased; that somebody consented, and when, stays without a name.")
        self.message_user(request, text, messages.SUCCESS)
        return self.response_post_save_change(request, None)

    def delete_model(self, request: HttpRequest, obj: Subscriber) -> None:
        workflow.erase(obj, by=request.user)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Mails go with their reader, consent stays without a name; neither has rights of its own."""
        return [str(obj) for obj in objs], {}, set(), []

    # Export and figures

    def may_export(self, request: HttpRequest) -> bool:
        return request.user.has_perm("newsletter.export_subscribers")

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """The whole list under the filters of this address. Written to the log before it leaves."""
        if not self.may_export(request):
            raise PermissionDenied
        try:
            found = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect("../")
        LogEntry.objects.create(
            user=request.user,
            content_type=get_content_type_for_model(Subscriber),
            object_repr=str(Subscriber._meta.verbose_name_plural),
            action_flag=CHANGE,
            change_message=f"Exported {found.count()} as CSV ({', '.join(sorted(request.GET)) or 'all'})",
        )
        return csv_answer(found.iterator())

    def figures_view(self, request: HttpRequest) -> HttpResponse:
        """Confirmations by month, language and page; ?month= and ?page= narrow the other table."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        month, page = (request.GET.get(name, "").replace("\0", "") for name in ("month", "page"))
        events = ConsentEvent.objects.confirmations().with_origin().with_end()
        of_page = events.filter(origin=page) if page else events
        try:
            of_month = events.in_month(parse_month(month)) if month else events
        except IncorrectLookupParameters:
            return HttpResponseRedirect("./")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Confirmations by month, language and page"),
            "opts": self.opts,
            "months": figures.confirmations_by_month(of_page),
            "months_total": figures.total(of_page),
            "pages": [
                (origin, origin_label(origin), row)
                for origin, row in figures.confirmations_by_page(of_month).items()
            ],
            "pages_total": figures.total(of_month),
            "month": month and parse_month(month),
            "page": page,
            "page_label": origin_label(page),
        }
        return TemplateResponse(request, "admin/newsletter/subscriber/figures.html", context)
