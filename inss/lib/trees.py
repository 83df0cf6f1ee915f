"""Functions on trees (topics, sections, pages, menu items), in addition to those of django-tree-queries."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _
from tree_queries.query import TreeQuerySet

POSITION_GAP = 10  # between the positions of siblings


class Node(Protocol):
    """A tree row, or a part of one read from the database."""

    @property
    def pk(self) -> Any: ...

    @property
    def parent_id(self) -> int | None: ...


def tree_of(model: type[Model]) -> TreeQuerySet[Any]:
    """Return a queryset of every node of a tree, for any model."""
    return TreeQuerySet(model)


def lock_tree(model: type[Model]) -> None:
    """Lock the tree until the end of the transaction. On SQLite the write transaction is the lock."""
    list(tree_of(model).select_for_update().order_by("pk").values_list("pk"))


def children_by_parent[N: Node](nodes: Iterable[N]) -> dict[int | None, list[N]]:
    """Return {parent id: children}, each list in the order of `nodes`."""
    children: dict[int | None, list[N]] = {}
    for node in nodes:
        children.setdefault(node.parent_id, []).append(node)
    return children


def nest[N: Node, Made](nodes: Iterable[N], make: Callable[[N, list[Made]], Made]) -> list[Made]:
    """Build the roots: `make` gets a node and its children, already built. `nodes` are in sibling order."""
    below = children_by_parent(nodes)

    def branch(parent_id: int | None) -> list[Made]:
        return [make(node, branch(node.pk)) for node in below.get(parent_id, [])]

    return branch(None)


def branch_ids[N: Node](nodes: Iterable[N], root: N) -> set[int]:
    """Return the ids of the branch from `root` down, found among rows already read."""
    below = children_by_parent(nodes)
    found, waiting = {root.pk}, [root.pk]
    while waiting:
        children = [node.pk for node in below.get(waiting.pop(), [])]
        found.update(children)
        waiting.extend(children)
    return found


def indented(node: Any) -> str:
    """Return the node's name for a list of choices, indented by its depth.

    Needs a node read with its tree fields.
    """
    return "\N{EM SPACE}" * node.tree_depth + str(node)


class Placement(TextChoices):
    """The target of a move, relative to another node."""

    FIRST_CHILD = "first-child", _("inside, first")
    LAST_CHILD = "last-child", _("inside, last")
    BEFORE = "before", _("before")
    AFTER = "after", _("after")


def insert_node(node: Any, relative_to: Any, placement: str) -> None:
    """Set the node's parent, and number it and its new siblings in their new order.

    The siblings are saved, the node is not. Call it in a transaction that has locked the tree.
    """
    is_inside = placement in (Placement.FIRST_CHILD, Placement.LAST_CHILD)
    node.parent = relative_to if is_inside else relative_to.parent
    rows = tree_of(type(node))
    siblings = list(rows.filter(parent=node.parent_id).exclude(pk=node.pk))
    siblings.insert(index_for(siblings, relative_to, placement), node)
    for number, sibling in enumerate(siblings, start=1):
        sibling.position = number * POSITION_GAP
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
