from typing import Any

from django.db import models

from .query import TreeQuerySet

class TreeNode(models.Model):
    parent: Any
    objects: Any
    class Meta:
        abstract = True

    def ancestors(self, *, include_self: bool = ...) -> TreeQuerySet[Any]: ...
    def descendants(self, *, include_self: bool = ...) -> TreeQuerySet[Any]: ...

class OrderableTreeNode(TreeNode):
    position: models.PositiveIntegerField

    class Meta:
        abstract = True
