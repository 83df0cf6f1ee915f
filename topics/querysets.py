from typing import TYPE_CHECKING, Self

from tree_queries.query import TreeQuerySet

if TYPE_CHECKING:
    from .models import Topic


class TopicQuerySet(TreeQuerySet):
    model: "type[Topic]"

    def active(self) -> Self:
        """What editors may choose."""
        return self.filter(is_retired=False)

    def projects(self) -> Self:
        return self.filter(kind=self.model.Kind.PROJECT)

    def without_projects(self) -> Self:
        """The tree of subjects."""
        return self.exclude(kind=self.model.Kind.PROJECT)
