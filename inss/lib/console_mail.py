from django.core.mail import EmailMessage
from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """Print mails decoded: in transit a Hebrew mail is base64, so its links could not be read."""

    def write_message(self, message: EmailMessage) -> None:
        recipients = ", ".join(message.to)
        self.stream.write(f"To: {recipients}\nSubject: {message.subject}\n\n{message.body}\n{'-' * 79}\n")
