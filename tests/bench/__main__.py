import sys

from . import core, main_job
from .table import show

PARTS = {"core": core.rows, "main-job": main_job.rows}


def main(names: list[str]) -> int:
    if unknown := [name for name in names if name not in PARTS]:
        print(f"No part is called {', '.join(unknown)}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    reached = [show(PARTS[name]()) for name in names or PARTS]
    return 0 if all(reached) else 1


sys.exit(main(sys.argv[1:]))
