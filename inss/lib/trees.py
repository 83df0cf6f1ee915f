"""What the trees share (topics, sections, pages, menu items): django-tree-queries reads, this guards."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.query import TreeQuerySet

from .rows import Row

STEP = 10  # between the positions of siblings


class Branch(Row):
    """A node of a tree: parent and position among its siblings. A node in use cannot be deleted (PROTECT)."""

    parent = TreeNodeForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("inside"),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    if TYPE_CHECKING:
        parent_id: int | None

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    @classmethod
    def hold(cls, pk: Any) -> Self | None:
        """The whole tree first, as whoever moves a node does: two who wait for each other would deadlock."""
        lock(cls)
        return super().hold(pk)

    def clean(self) -> None:
        """Locks the tree, so that what is checked of it still holds when the transaction ends."""
        super().clean()
        with transaction.atomic():
            lock(type(self))
            refuse_loop(self)

    def save(self, **kwargs: Any) -> None:
        """Saves under a lock on the tree, so that two people moving at once cannot make a loop."""
        with transaction.atomic():
            if self.parent_id and self.pk:
                lock(type(self))
                refuse_loop(self)
            if not self.position:
                self.position = next_position(self)
            super().save(**kwargs)

    def branch(self) -> TreeQuerySet[Any]:
        """This node and all below it, depth first, with `tree_depth`."""
        return tree_of(type(self)).descendants(self, include_self=True)

    def descendant_ids(self) -> list[int]:
        """The ids of the whole branch, this node included. One query."""
        return list(self.branch().values_list("pk", flat=True))


def tree_of(model: type[Branch]) -> TreeQuerySet[Any]:
    """Every node of a tree, whatever else its model's own queryset can say."""
    return TreeQuerySet(model)


def lock(model: type[Branch]) -> None:
    """Holds the tree until the end of the transaction. On SQLite the write transaction is the lock."""
    list(tree_of(model).select_for_update().order_by("pk").values_list("pk"))


def refuse_loop(node: Branch) -> None:
    """Raises ValidationError on `parent` when the node would be its own ancestor. Two queries at most."""
    if not (node.pk and node.parent_id):
        return
    above = tree_of(type(node)).ancestors(node.parent_id, include_self=True)
    if above.filter(pk=node.pk).exists():
        raise ValidationError({"parent": _("It cannot be inside itself or inside a part of itself.")})


def next_position(node: Branch) -> int:
    siblings = tree_of(type(node)).filter(parent_id=node.parent_id)
    last = siblings.order_by().aggregate(last=models.Max("position"))["last"] or 0
    return last + STEP


def nest[Made](nodes: Iterable[Any], make: Callable[[Any, list[Made]], Made]) -> list[Made]:
    """The roots, each made from its node and its children, already made; `nodes` in sibling order.

    Nodes or what was read of them: `pk` and `parent_id` are asked for.
    """
    below: dict[int | None, list[Any]] = {}
    for node in nodes:
        below.setdefault(node.parent_id, []).append(node)

    def branch(parent_id: int | None) -> list[Made]:
        return [make(node, branch(node.pk)) for node in below.get(parent_id, [])]

    return branch(None)


def indented(node: Any) -> str:
    """The node's words in a list of choices, moved in by its depth; `node` was read with its tree fields."""
    return "\N{EM SPACE}" * node.tree_depth + str(node)


def branch_ids(nodes: Iterable[Branch], root: Branch) -> set[int]:
    """The ids of the branch from `root` down, found among rows already read."""
    below: dict[int | None, list[Branch]] = {}
    for node in nodes:
        below.setdefault(node.parent_id, []).append(node)
    found, waiting = {root.pk}, [root.pk]
    while waiting:
        children = [node.pk for node in below.get(waiting.pop(), [])]
        found.update(children)
        waiting.extend(children)
    return found
