from django.core.mail import EmailMessage
from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """Prints a mail as a person reads it: as it travels, a Hebrew one is base64, its links included."""

    def write_message(self, message: EmailMessage) -> None:
        recipients = ", ".join(message.to)
        self.stream.write(f"To: {recipients}\nSubject: {message.subject}\n\n{message.body}\n{'-' * 79}\n")
