"""The hours of the day as palettes: what the sky does, what light falls, how far things fade."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from generators.embedded.brushes.colour import (
    RGB,
    colours,
    hexed,
    lighter,
    lightness,
    mix,
    ramp,
    richer,
    times,
    turned,
)
from generators.embedded.brushes.dice import Dice


@dataclass(frozen=True, slots=True)
class Light:
    """`sky` runs from zenith to horizon, `planes` from the farthest ridge to the nearest ground."""

    hour: str
    sky: tuple[RGB, ...]
    sun: RGB
    key: RGB
    planes: tuple[RGB, ...]
    accent: RGB

    @property
    def haze(self) -> RGB:
        return self.sky[-1]

    @property
    def ink(self) -> RGB:
        return mix(self.planes[-1], (12, 12, 22), 0.45)

    @property
    def dark(self) -> bool:
        return self.hour == "night"

    def plane(self, near: float) -> RGB:
        """The colour of bare distance, 0 at the horizon and 1 at our feet."""
        reds, greens, blues = ramp(self.planes)
        at = round(min(1.0, max(0.0, near)) * 255)
        return reds[at], greens[at], blues[at]

    def on(self, colour: RGB, near: float = 1.0) -> RGB:
        """`colour` as this light shows it at that distance."""
        lit = mix(colour, times(colour, self.key), 0.58 if self.dark else 0.85)
        lit = mix(lit, self.plane(near), 0.10 if self.dark else 0.04)
        return mix(lit, self.haze, 0.78 * (1 - min(1.0, near)))

    def snow(self) -> tuple[RGB, RGB]:
        """Snow in shade and in light: white under the light, blue where only the sky reaches it."""
        white = mix((254, 253, 252), times((254, 252, 250), self.key), 1.0 if self.dark else 0.55)
        lit = mix(white, self.sky[-1], 0.30 if self.dark else 0.07)
        blue = toward(lit, hexed("#6F8FCB"), 0.62)
        shade = mix(lighter(blue, -0.17), self.sky[0], 0.22)
        return shade, lit


# hour | sky, zenith to horizon | sun or moon | colour of the light | planes, far to near | accent
_WRITTEN = """
dawn  | #BCCFD8 #EBDCCB #F7C9A4         | #FFF1D6 | #FFF3E6 | #D9BFB4 #A9989F #6C6F82 #3E4A5E | #D9573B
dawn  | #A9B8DA #DCC4D6 #F9D4BE #FCE6C4 | #FFF4DC | #FFF0EA | #D6B9C8 #A58FB0 #6A6590 #3C4068 | #E4634E
dawn  | #D8E2DC #F0E6CF #F5D7A4         | #FFF6DE | #FFF5E2 | #CFC6A0 #94A58C #5B7F73 #2B5450 | #C8472E
dawn  | #8FB4C7 #CFD8D3 #F9DFC2 #FBC79B | #FFF2D2 | #FFF2E4 | #C9B5AC #8E9AA6 #56708A #2D4560 | #E0603A
noon  | #78B7C9 #B4D7D4 #EAEBD3         | #FFFBEA | #FFFFF8 | #B5CBBE #7FA892 #4A7F64 #1F5442 | #E2542F
noon  | #E9DDBD #F2E3C0 #F3D3A0         | #D9432E | #FFFAEE | #C9C2A0 #8BA086 #47735E #1D4438 | #D9432E
noon  | #5FA6CF #A5D0E2 #E2EEE8         | #FFFDF0 | #FFFFFF | #A9C4CF #76A1B3 #3F7386 #1B455C | #F0872F
noon  | #CFE3DD #E6EBDA #F1EBCF         | #F6C445 | #FFFFF4 | #C3D0A6 #8DB36E #4A8A4F #1C5540 | #D5472F
dusk  | #26306A #6B5390 #D58578 #F7B489 | #FFE9C0 | #FFD9C2 | #A6708E #6E5590 #40407C #232A56 | #F2B84B
dusk  | #6B3046 #B64B43 #E8834B #F8B963 | #FFE6AE | #FFD2B0 | #B3594E #803F4C #552C42 #2D1B33 | #FFCE6B
dusk  | #F3CFAE #F4BC96 #F0A07E         | #FFF0D8 | #FFE0CC | #E39A84 #B06F80 #5F5280 #1F2C4C | #C83F2C
dusk  | #3C6E80 #8FA796 #E9C98C #F3A968 | #FFEFC4 | #FFE4C4 | #B99A80 #7D8080 #47606E #1E3A4C | #E2552E
dusk  | #4A4E8C #A078A6 #EFA6A0 #FBD0A8 | #FFF0D0 | #FFDDD2 | #C58CA4 #8A6A9C #56508A #2C3060 | #F56F4E
night | #0B1838 #15305C #2D5480         | #F6EFD4 | #93A6D8 | #365680 #24406C #152A50 #0A1530 | #F0A542
night | #071D2E #0F3F50 #2F6E74         | #FBF3D2 | #8CBABE | #2F6A72 #1C4B58 #10323F #081A26 | #F2B350
night | #141238 #2C2660 #5A4A8C         | #FFE9C9 | #A49CDC | #54498A #3A3470 #231F50 #110F2E | #FF9A62
night | #0D1426 #1C2B45 #44546C         | #F2F0E4 | #9AA6BE | #46566E #303E56 #1D293E #0C1424 | #E8B04A
"""

_GREY = {
    "fog": "#D5DAD6 #DEE1DB #E4E3DA | #F4F1E6 | #F0F2EE | #C6CCC7 #98A5A1 #5D706E #22332F | #C83A2A",
    "rain": "#7C8FA0 #A2B0B8 #C3C8C4 | #E9E9DF | #D6DEE4 | #9FAEB6 #748896 #4A6072 #26394A | #D4533A",
}


def _light(line: str) -> Light:
    hour, sky, sun, key, planes, accent = (part.strip() for part in line.split("|"))
    return Light(hour, colours(sky), hexed(sun), hexed(key), colours(planes), hexed(accent))


LIGHTS = tuple(_light(line) for line in _WRITTEN.strip().splitlines())
HOURS = ("dawn", "noon", "dusk", "night")


def light_for(hour: str, weather: str, tones: tuple[str, ...], dice: Dice) -> Light:
    """One of the written lights for that hour, its hues nudged by the dice and bent by the words for colour."""
    if weather in _GREY and hour in ("", "noon"):
        found = _light(f"noon | {_GREY[weather]}")
    else:
        found = dice.pick([light for light in LIGHTS if light.hour == hour] or list(LIGHTS))
        turn = dice.about(0, 8)
        found = _changed(found, lambda c: turned(c, turn))
        if weather in _GREY:
            found = _changed(found, lambda c: richer(c, 0.6))
    for tone in tones:
        found = toned(found, tone)
    return found


MOODS: dict[str, Callable[[RGB], RGB]] = {
    "pastel": lambda c: richer(lighter(c, 0.10 * (1 - lightness(c)) + 0.05), 0.75),
    "dark": lambda c: lighter(c, -0.16 * lightness(c)),
    "bright": lambda c: richer(lighter(c, 0.04), 1.35),
    "pale": lambda c: richer(lighter(c, 0.06), 0.45),
    "monochrome": lambda c: richer(c, 0.06),
    "sepia": lambda c: toward(richer(c, 0.2), hexed("#8A6A45"), 0.8),
}

HUES: dict[str, RGB] = {
    "red": hexed("#C8372D"),
    "orange": hexed("#E8812E"),
    "yellow": hexed("#EFBF3C"),
    "green": hexed("#3E8A55"),
    "teal": hexed("#1F7F85"),
    "blue": hexed("#2F62B0"),
    "indigo": hexed("#353A94"),
    "purple": hexed("#7A4A9E"),
    "pink": hexed("#E8819C"),
    "brown": hexed("#8A5A36"),
    "gold": hexed("#D9A03A"),
    "black": hexed("#23232B"),
    "white": hexed("#F6F1E6"),
    "grey": hexed("#8B8F94"),
}


def toward(colour: RGB, hue: RGB, amount: float) -> RGB:
    """`colour` with the hue of `hue` mixed in, its own lightness kept."""
    return mix(colour, lighter(hue, lightness(colour) - lightness(hue)), amount)


def toned(light: Light, tone: str) -> Light:
    """The same hour in a red, an indigo, a pastel mood; an unknown mood changes nothing."""
    if tone in MOODS:
        return _changed(light, MOODS[tone])
    if tone in HUES:
        return _changed(light, lambda c: toward(c, HUES[tone], 0.5))
    return light


def inked(light: Light) -> Light:
    """The light of a wash drawing: bare paper for a sky by day, one dark wash by night."""
    if light.dark:
        return _changed(light, lambda c: richer(c, 0.05))
    pale = _light(f"{light.hour} | {_GREY['fog']}")
    return replace(
        _changed(pale, lambda c: richer(c, 0.1)), key=(255, 255, 255), accent=light.accent, sun=hexed("#D8452F")
    )


def _changed(light: Light, change: Callable[[RGB], RGB]) -> Light:
    return replace(
        light,
        sky=tuple(change(c) for c in light.sky),
        planes=tuple(change(c) for c in light.planes),
        sun=change(light.sun),
    )
