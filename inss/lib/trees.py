"""Functions on trees (topics, sections, pages, menu items), beside those of django-tree-queries."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _
from tree_queries.query import TreeQuerySet

STEP = 10  # between the positions of siblings


class Node(Protocol):
    """A row of a tree, or what was read of it."""

    @property
    def pk(self) -> Any: ...

    @property
    def parent_id(self) -> int | None: ...


def tree_of(model: type[Model]) -> TreeQuerySet[Any]:
    """Every node of a tree, whatever else its model's own queryset can say."""
    return TreeQuerySet(model)


def lock_tree(model: type[Model]) -> None:
    """Lock the tree until the end of the transaction. On SQLite the write transaction is the lock."""
    list(tree_of(model).select_for_update().order_by("pk").values_list("pk"))


def children_by_parent[N: Node](nodes: Iterable[N]) -> dict[int | None, list[N]]:
    """{parent id: its children}, each list in the order of `nodes`."""
    children: dict[int | None, list[N]] = {}
    for node in nodes:
        children.setdefault(node.parent_id, []).append(node)
    return children


def nest[N: Node, Made](nodes: Iterable[N], make: Callable[[N, list[Made]], Made]) -> list[Made]:
    """The roots, each made from its node and its children, already made; `nodes` in sibling order."""
    below = children_by_parent(nodes)

    def branch(parent_id: int | None) -> list[Made]:
        return [make(node, branch(node.pk)) for node in below.get(parent_id, [])]

    return branch(None)


def branch_ids[N: Node](nodes: Iterable[N], root: N) -> set[int]:
    """The ids of the branch from `root` down, found among rows already read."""
    below = children_by_parent(nodes)
    found, waiting = {root.pk}, [root.pk]
    while waiting:
        children = [node.pk for node in below.get(waiting.pop(), [])]
        found.update(children)
        waiting.extend(children)
    return found


def indented(node: Any) -> str:
    """The node's name in a list of choices, indented by its depth; `node` was read with its tree fields."""
    return "\N{EM SPACE}" * node.tree_depth + str(node)


class Placement(TextChoices):
    """Where a moved node goes, seen from another one."""

    FIRST_CHILD = "first-child", _("inside, first")
    LAST_CHILD = "last-child", _("inside, last")
    BEFORE = "before", _("before")
    AFTER = "after", _("after")


def place(node: Any, relative_to: Any, placement: str) -> None:
    """Set the node's parent, and number it and its new siblings in their new order.

    The siblings are saved, the node is not. Call it in a transaction that holds the tree.
    """
    is_inside = placement in (Placement.FIRST_CHILD, Placement.LAST_CHILD)
    node.parent = relative_to if is_inside else relative_to.parent
    rows = tree_of(type(node))
    siblings = list(rows.filter(parent=node.parent_id).exclude(pk=node.pk))
    siblings.insert(index_for(siblings, relative_to, placement), node)
    for number, sibling in enumerate(siblings, start=1):
        sibling.position = number * STEP
    rows.bulk_update([sibling for sibling in siblings if sibling != node], ["position"])


def index_for(siblings: list[Any], relative_to: Any, placement: str) -> int:
    match placement:
        case Placement.FIRST_CHILD:
            return 0
        case Placement.LAST_CHILD:
            return len(siblings)
        case Placement.BEFORE:
            return siblings.index(relative_to)
    return siblings.index(relative_to) + 1
