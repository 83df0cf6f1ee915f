"""The users of the demonstration's desk: one for each role, and an administrator.

They are part of the content, because drafts and publications belong to somebody. They cannot log in until
they get passwords, which happens only with DEMO=1.
"""

import base64
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.utils.crypto import salted_hmac

from inss.accounts import roles
from inss.accounts.models import User

CONTRIBUTOR, EDITOR, PUBLISHER = "contributor", "editor", "publisher"
NEWSLETTER, ADMIN = "newsletter", "admin"


@dataclass(frozen=True, slots=True)
class Person:
    first_name: str
    last_name: str
    role: str | None  # None for a superuser


PEOPLE = {
    CONTRIBUTOR: Person("Naomi", "Achterberg", roles.CONTRIBUTOR),
    EDITOR: Person("Avner", "Lichtblau", roles.EDITOR),
    PUBLISHER: Person("Yael", "Tirosh-Maimon", roles.PUBLISHER),
    NEWSLETTER: Person("Boaz", "Qimron", roles.NEWSLETTER_DESK),
    ADMIN: Person("Demo", "Administrator", None),
}


def make_people() -> dict[str, User]:
    """Return {username: user}, each without a usable password."""
    return {username: make_person(username, person) for username, person in PEOPLE.items()}


def make_person(username: str, person: Person) -> User:
    user = User(
        username=username,
        first_name=person.first_name,
        last_name=person.last_name,
        email=f"{username}@example.org",
        is_staff=True,
        is_superuser=person.role is None,
    )
    user.set_unusable_password()
    user.full_clean()
    user.save()
    if person.role:
        user.groups.add(Group.objects.get(name=person.role))
    return user


def give_passwords() -> None:
    """Set the passwords of those people who have no usable one. A changed password stays."""
    for user in User.objects.filter(username__in=PEOPLE):
        if not user.has_usable_password():
            user.set_password(password_of(user.username))
            user.save(update_fields=["password"])


def logins() -> list[tuple[str, str]]:
    """Return (username, first password) of the demonstration's people who still exist."""
    there = set(User.objects.filter(username__in=PEOPLE).values_list("username", flat=True))
    return [(username, password_of(username)) for username in PEOPLE if username in there]


def password_of(username: str) -> str:
    """Derive the password from the machine's key: the same at each start, different on each machine."""
    digest = salted_hmac("inss.demo.people", username, algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode().lower()
    return f"{letters[:5]}-{letters[5:10]}"
