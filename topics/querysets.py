from tree_queries.query import TreeQuerySet


class TopicQuerySet(TreeQuerySet):
    def active(self):
        """What editors may choose."""
        return self.filter(is_retired=False)

    def projects(self):
        return self.filter(kind=self.model.Kind.PROJECT)

    def without_projects(self):
        """The tree of subjects."""
        return self.exclude(kind=self.model.Kind.PROJECT)
