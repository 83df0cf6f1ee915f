"""Pieces of a rich text as the editor sends it."""


def table(*rows: str, caption: str = "") -> str:
    lines = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>{caption and f'<caption>{caption}</caption>'}<tbody>{lines}</tbody></table>"
