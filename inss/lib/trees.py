"""Functions on trees (topics, sections, pages, menu items), beside those of django-tree-queries."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from django.db.models import Model
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
