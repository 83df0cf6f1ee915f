"""A table of figures, each with its bound, its measured value, and whether it is reached."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    figure: str
    bound: str
    measured: str
    is_reached: bool

    @classmethod
    def at_most(cls, figure: str, bound: float, measured: float, unit: str = "", digits: int = 0) -> "Row":
        return cls(figure, f"≤ {bound:g}{unit}", f"{measured:.{digits}f}{unit}", measured <= bound)

    @classmethod
    def all_of(cls, figure: str, passed: int, wanted: int) -> "Row":
        """Return a row that is reached if every case passes. No case at all is a miss."""
        return cls(figure, "all", f"{passed} of {wanted}", wanted > 0 and passed == wanted)


def show(rows: Iterable[Row]) -> bool:
    """Print each row when it is ready: `figure | bound | measured | pass`.

    Return whether all were reached.
    """
    reached = True
    print("figure | bound | measured | pass")
    for row in rows:
        print(
            f"{row.figure} | {row.bound} | {row.measured} | {'pass' if row.is_reached else 'MISS'}",
            flush=True,
        )
        reached = reached and row.is_reached
    return reached
