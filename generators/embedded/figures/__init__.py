"""Everything Paper can draw as a figure, by name."""

from generators.embedded.figures import beasts, birds, boats, fox, homes, people, things
from generators.embedded.figures.sketch import Figure

FIGURES: dict[str, Figure] = {
    "fox": fox.fox,
    **beasts.FIGURES,
    **birds.FIGURES,
    **boats.FIGURES,
    **homes.FIGURES,
    **people.FIGURES,
    **things.FIGURES,
}
