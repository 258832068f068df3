"""What a technique does while the picture is being painted: its edges, shadows, tooth and fillings."""

from dataclasses import dataclass

from generators.embedded.brushes.colour import RGB, hexed


@dataclass(frozen=True, slots=True)
class Look:
    """Lengths are thousandths of the picture's shorter side; `edge` is a line around every shape."""

    name: str
    tear: float = 1.0
    mottle: float = 15.0
    tooth: float = 10.0
    edge: RGB | None = None
    edge_width: float = 0.0
    edge_tear: float = 1.0
    shadow: float = 0.0
    filled: bool = False
    sheets: bool = False
    wet: float = 0.0
    paper: RGB = (244, 239, 226)
    margin: float = 0.0


LOOKS: dict[str, Look] = {
    look.name: look
    for look in (
        Look("gouache", tear=1.1, mottle=17, tooth=12),
        Look(
            "woodblock",
            tear=0.7,
            mottle=6,
            tooth=5,
            edge=hexed("#1E2740"),
            edge_width=1.5,
            edge_tear=0.8,
            margin=46,
        ),
        Look("two-ink", tear=0.8, mottle=6, tooth=4, paper=hexed("#F3ECDB")),
        Look(
            "cut-paper",
            tear=0.9,
            mottle=9,
            tooth=13,
            edge=hexed("#F7F1DF"),
            edge_width=1.6,
            edge_tear=1.7,
            shadow=1.0,
            sheets=True,
        ),
        Look(
            "batik",
            tear=1.0,
            mottle=3,
            tooth=0,
            edge=hexed("#F3E4C2"),
            edge_width=2.3,
            edge_tear=1.1,
            filled=True,
        ),
        Look("ink", tear=1.5, mottle=30, tooth=8, wet=1.0, paper=hexed("#F1ECDF")),
        Look("oil", tear=2.0, mottle=16, tooth=6),
    )
}

STYLES = ("gouache", "woodblock", "two-ink", "cut-paper", "batik", "ink")
