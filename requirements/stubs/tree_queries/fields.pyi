from typing import Any

from django.db.models import ForeignKey

class TreeNodeForeignKey(ForeignKey[Any, Any]): ...
