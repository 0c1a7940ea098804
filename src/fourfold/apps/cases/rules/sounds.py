"""
How a word sounds: Double Metaphone.

Source: Lawrence Philips, "The Double Metaphone Search Algorithm", C/C++ Users Journal 18(6), June
2000. A code has up to four letters; "0" stands for th, "X" for sh and ch.
"""

from __future__ import annotations

LENGTH = 4
VOWELS = "AEIOUY"
AFTER_HARD_G = ("Y", "ES", "EP", "EB", "EL", "EY", "IB", "IL", "IN", "IE", "EI", "ER")
GERMANIC = ("VAN ", "VON ", "SCH")


class _Word:
    """One word while it is walked through. here: the place of the letter looked at."""

    def __init__(self, word: str) -> None:
        self.last = len(word) - 1
        self.word = word + " " * 6
        self.first, self.second = "", ""
        self.here = 0
        self.slavic = any(part in word for part in ("W", "K", "CZ", "WITZ"))

    def at(self, place: int, *parts: str) -> bool:
        """Tell whether one of the parts stands at a place, counted from the letter looked at."""
        place += self.here
        return place >= 0 and self.word.startswith(parts, place)

    def begins(self, *parts: str) -> bool:
        return self.word.startswith(parts)

    def vowel(self, place: int) -> bool:
        place += self.here
        return place >= 0 and self.word[place] in VOWELS

    def add(self, sound: str, other: str | None = None, *, on: int = 1) -> None:
        """Add a sound, another one to the second code if given, and go on by some letters."""
        self.first += sound
        self.second += sound if other is None else other
        self.here += on

    def doubled(self, *letters: str) -> int:
        """Return 2 if the next letter is one that melts into this one, and else 1."""
        return 2 if self.at(1, *letters) else 1


PLAIN = {
    "B": ("P", "B"),
    "F": ("F", "F"),
    "K": ("K", "K"),
    "N": ("N", "N"),
    "Q": ("K", "Q"),
    "V": ("F", "V"),
}
"""Letters of one sound: the sound, and the letter that melts into it."""


def double_metaphone(word: str) -> tuple[str, str]:
    """
    Return the first and second code of a word; the same twice where there is one way to say it.

    word: letters A to Z, Ç and Ñ, in capitals or not; any other character is skipped.
    """
    walk = _Word(word.upper())
    if walk.begins("GN", "KN", "PN", "WR", "PS"):
        walk.here = 1
    elif walk.begins("X"):  # Xavier
        walk.add("S")
    while walk.here <= walk.last and min(len(walk.first), len(walk.second)) < LENGTH:
        letter = walk.word[walk.here]
        if letter in VOWELS:
            walk.add("A" if walk.here == 0 else "")
        elif letter in PLAIN:
            sound, melts = PLAIN[letter]
            walk.add(sound, on=walk.doubled(melts))
        elif letter in RULES:
            RULES[letter](walk)
        else:
            walk.here += 1
    return walk.first[:LENGTH], walk.second[:LENGTH]


def _c(w: _Word) -> None:
    harder = w.here > 1 and not w.vowel(-2) and w.at(-1, "ACH") and not w.at(2, "I")
    if harder and (not w.at(2, "E") or w.at(-2, "BACHER", "MACHER")):
        w.add("K", on=2)
    elif w.here == 0 and w.at(0, "CAESAR"):
        w.add("S", on=2)
    elif w.at(0, "CHIA"):
        w.add("K", on=2)
    elif w.at(0, "CH"):
        _ch(w)
    elif w.at(0, "CZ") and not w.at(-2, "WICZ"):
        w.add("S", "X", on=2)
    elif w.at(1, "CIA"):
        w.add("X", on=3)
    elif w.at(0, "CC") and not (w.here == 1 and w.begins("M")):
        if not w.at(2, "I", "E", "H") or w.at(2, "HU"):
            w.add("K", on=2)
        elif (w.here == 1 and w.begins("A")) or w.at(-1, "UCCEE", "UCCES"):
            w.add("KS", on=3)
        else:
            w.add("X", on=3)
    elif w.at(0, "CK", "CG", "CQ"):
        w.add("K", on=2)
    elif w.at(0, "CI", "CE", "CY"):
        w.add("S", "X" if w.at(0, "CIO", "CIE", "CIA") else None, on=2)
    else:
        melts = w.at(1, "C", "K", "Q") and not w.at(1, "CE", "CI")
        w.add("K", on=3 if w.at(1, " C", " Q", " G") else 2 if melts else 1)


def _ch(w: _Word) -> None:
    greek = w.at(1, "HARAC", "HARIS", "HOR", "HYM", "HIA", "HEM") and not w.begins("CHORE")
    after = w.here == 0 or w.at(-1, "A", "O", "U", "E")
    if w.here > 0 and w.at(0, "CHAE"):
        w.add("K", "X", on=2)
    elif (
        (w.here == 0 and greek)
        or w.begins(*GERMANIC)
        or w.at(-2, "ORCHES", "ARCHIT", "ORCHID")
        or w.at(2, "T", "S")
        or (after and w.at(2, *"LRNMBHFVW "))
    ):
        w.add("K", on=2)
    elif w.here == 0:
        w.add("X", on=2)
    elif w.begins("MC"):
        w.add("K", on=2)
    else:
        w.add("X", "K", on=2)


def _d(w: _Word) -> None:
    if w.at(0, "DG"):
        soft = w.at(2, "I", "E", "Y")
        w.add("J" if soft else "TK", on=3 if soft else 2)
    else:
        w.add("T", on=w.doubled("T", "D"))


def _g(w: _Word) -> None:
    if w.at(1, "H"):
        _gh(w)
    elif w.at(1, "N"):
        if w.here == 1 and w.word[0] in VOWELS and not w.slavic:
            w.add("KN", "N", on=2)
        elif not w.at(2, "EY") and not w.slavic:
            w.add("N", "KN", on=2)
        else:
            w.add("KN", on=2)
    elif w.at(1, "LI") and not w.slavic:
        w.add("KL", "L", on=2)
    elif (w.here == 0 and w.at(1, *AFTER_HARD_G)) or (
        w.at(1, "ER", "Y")
        and not w.begins("DANGER", "RANGER", "MANGER")
        and not w.at(-1, "E", "I", "RGY", "OGY")
    ):
        w.add("K", "J", on=2)
    elif w.at(1, "E", "I", "Y") or w.at(-1, "AGGI", "OGGI"):
        if w.begins(*GERMANIC) or w.at(1, "ET"):
            w.add("K", on=2)
        else:
            w.add("J", None if w.at(1, "IER ") else "K", on=2)
    else:
        w.add("K", on=w.doubled("G"))


def _gh(w: _Word) -> None:
    if w.here > 0 and not w.vowel(-1):
        w.add("K", on=2)
    elif w.here == 0:
        w.add("J" if w.at(2, "I") else "K", on=2)
    elif w.at(-2, "B", "H", "D") or w.at(-3, "B", "H", "D") or w.at(-4, "B", "H"):
        w.here += 2  # hugh, bough, broughton
    elif w.here > 2 and w.at(-1, "U") and w.at(-3, "C", "G", "L", "R", "T"):
        w.add("F", on=2)
    else:
        w.add("" if w.at(-1, "I") else "K", on=2)


def _h(w: _Word) -> None:
    sounded = (w.here == 0 or w.vowel(-1)) and w.vowel(1)
    w.add("H" if sounded else "", on=2 if sounded else 1)


def _j(w: _Word) -> None:
    on = w.doubled("J")
    if w.at(0, "JOSE") or w.begins("SAN "):
        alone = (w.here == 0 and w.at(4, " ")) or w.begins("SAN ")
        w.add("H" if alone else "J", "H")
    elif w.here == 0:
        w.add("J", "A", on=on)
    elif w.vowel(-1) and not w.slavic and w.at(1, "A", "O"):
        w.add("J", "H", on=on)
    elif w.here == w.last:
        w.add("J", "", on=on)
    elif not w.at(1, *"LTKSNMBZ") and not w.at(-1, "S", "K", "L"):
        w.add("J", on=on)
    else:
        w.here += on


def _l(w: _Word) -> None:
    ends = w.word[: w.last + 1].endswith(("AS", "OS", "A", "O"))
    spanish = w.here == w.last - 2 and w.at(-1, "ILLO", "ILLA", "ALLE")
    if w.at(1, "L") and (spanish or (ends and w.at(-1, "ALLE"))):
        w.add("L", "", on=2)
    else:
        w.add("L", on=w.doubled("L"))


def _m(w: _Word) -> None:
    silent_b = w.at(-1, "UMB") and (w.here + 1 == w.last or w.at(2, "ER"))
    w.add("M", on=2 if silent_b or w.at(1, "M") else 1)


def _p(w: _Word) -> None:
    if w.at(1, "H"):
        w.add("F", on=2)
    else:
        w.add("P", on=w.doubled("P", "B"))


def _r(w: _Word) -> None:
    french = w.here == w.last and not w.slavic and w.at(-2, "IE") and not w.at(-4, "ME", "MA")
    w.add("" if french else "R", "R", on=w.doubled("R"))


def _s(w: _Word) -> None:
    if w.at(-1, "ISL", "YSL"):
        w.here += 1
    elif w.here == 0 and w.at(0, "SUGAR"):
        w.add("X", "S")
    elif w.at(0, "SH"):
        w.add("S" if w.at(1, "HEIM", "HOEK", "HOLM", "HOLZ") else "X", on=2)
    elif w.at(0, "SIO", "SIA"):
        w.add("S", None if w.slavic else "X", on=3)
    elif (w.here == 0 and w.at(1, "M", "N", "L", "W")) or w.at(1, "Z"):
        w.add("S", "X", on=w.doubled("Z"))
    elif w.at(0, "SC"):
        _sc(w)
    else:
        french = w.here == w.last and w.at(-2, "AI", "OI")
        w.add("" if french else "S", "S", on=w.doubled("S", "Z"))


def _sc(w: _Word) -> None:
    if w.at(2, "H"):
        if w.at(3, "ER", "EN"):
            w.add("X", "SK", on=3)
        elif w.at(3, "OO", "UY", "ED", "EM"):
            w.add("SK", on=3)
        else:
            plain = w.here == 0 and not w.vowel(3) and not w.at(3, "W")
            w.add("X", "S" if plain else None, on=3)
    else:
        w.add("S" if w.at(2, "I", "E", "Y") else "SK", on=3)


def _t(w: _Word) -> None:
    if w.at(0, "TION", "TIA", "TCH"):
        w.add("X", on=3)
    elif w.at(0, "TH", "TTH"):
        hard = w.at(2, "OM", "AM") or w.begins(*GERMANIC)
        w.add("T" if hard else "0", "T", on=2)
    else:
        w.add("T", on=w.doubled("T", "D"))


def _w(w: _Word) -> None:
    if w.at(0, "WR"):
        w.add("R", on=2)
        return
    if w.here == 0 and (w.vowel(1) or w.at(1, "H")):
        w.add("A", "F" if w.vowel(1) else None, on=0)
    slavic = w.at(-1, "EWSKI", "EWSKY", "OWSKI", "OWSKY") or w.begins("SCH")
    if (w.here == w.last and w.vowel(-1)) or slavic:
        w.add("", "F")
    elif w.at(0, "WICZ", "WITZ"):
        w.add("TS", "FX", on=4)
    else:
        w.here += 1


def _x(w: _Word) -> None:
    french = w.here == w.last and (w.at(-3, "IAU", "EAU") or w.at(-2, "AU", "OU"))
    w.add("" if french else "KS", on=w.doubled("C", "X"))


def _z(w: _Word) -> None:
    if w.at(1, "H"):
        w.add("J", on=2)
    else:
        hard = w.at(1, "ZO", "ZI", "ZA") or (w.slavic and w.here > 0 and not w.at(-1, "T"))
        w.add("S", "TS" if hard else None, on=w.doubled("Z"))


def _cedilla(w: _Word) -> None:
    w.add("S")


def _tilde(w: _Word) -> None:
    w.add("N")


RULES = {
    "C": _c,
    "D": _d,
    "G": _g,
    "H": _h,
    "J": _j,
    "L": _l,
    "M": _m,
    "P": _p,
    "R": _r,
    "S": _s,
    "T": _t,
    "W": _w,
    "X": _x,
    "Z": _z,
    "Ç": _cedilla,
    "Ñ": _tilde,
}
