import io

from django.core.mail import EmailMessage

from inss.lib.console_mail import EmailBackend


def test_a_hebrew_mail_is_printed_as_a_person_reads_it():
    stream = io.StringIO()
    message = EmailMessage("שלום", "http://testserver/he/newsletter/confirm/x/", to=["reader@example.com"])

    EmailBackend(stream=stream, alias="default").send_messages([message])

    printed = stream.getvalue()
    assert printed.startswith("To: reader@example.com\nSubject: שלום\n\nhttp://testserver/he/newsletter/")
