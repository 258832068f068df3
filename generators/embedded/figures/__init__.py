"""Everything Paper can draw as a figure, by name."""

from generators.embedded.figures import beasts, birds, boats, farm, fox, homes, people, things, trees
from generators.embedded.figures.sketch import Figure

FIGURES: dict[str, Figure] = {
    "fox": fox.fox,
    **beasts.FIGURES,
    **birds.FIGURES,
    **boats.FIGURES,
    **farm.FIGURES,
    **homes.FIGURES,
    **people.FIGURES,
    **things.FIGURES,
    **trees.FIGURES,
}
