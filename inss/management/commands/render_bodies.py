from typing import Any

from django.core.management import BaseCommand, CommandParser

from inss.lib.markup import RENDERER_VERSION
from inss.lib.models import Prose
from inss.pages.models import Page
from posts.models import Post


class Command(BaseCommand):
    help = (
        "Make the public HTML again of texts that an older renderer made. May be interrupted and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="every text, as after new translations")

    def handle(self, *args: str, all: bool, **options: Any) -> None:
        for model in (Post, Page):
            rows = model.objects.all() if all else model.objects.exclude(rendered_version=RENDERER_VERSION)
            keys = list(rows.order_by("pk").values_list("pk", flat=True))
            for pk in keys:
                finish_again(model, pk)
            self.stdout.write(f"{model._meta.verbose_name_plural}: {len(keys)}")


def finish_again(model: type[Post] | type[Page], pk: int) -> None:
    """Write only the rendered fields. Skip a row that somebody saved meanwhile: it is rendered already."""
    row = model.objects.get(pk=pk)
    row.finish_body()
    finished = {name: getattr(row, name) for name in Prose.FINISHED}
    model.objects.filter(pk=pk, version=row.version).update(**finished)
