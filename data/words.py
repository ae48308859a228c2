"""How headers, labels and names are compared: what people type differs, what they mean does not."""

import re
import unicodedata
from functools import cache

# Letters that look alike and are typed on the wrong keyboard: „Cеново“ with a Latin C.
_LOOKALIKES = str.maketrans("aceopxykmthb", "асеорхукмтнв")
_MARKS_SHUT = re.compile(r"[^\w+<>]+")
_CYRILLIC = re.compile(r"[а-я]")
_LATIN = re.compile(r"[a-z]")

_LATIN_OF = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht",
    "ъ": "a", "ь": "y", "ю": "yu", "я": "ya",
}  # fmt: skip
# What writers of other habits put for the same sound; longest first.
_SAME_SOUND = (
    ("ou", "u"), ("tz", "c"), ("ts", "c"), ("kh", "h"), ("zh", "j"), ("ph", "f"), ("iu", "u"),
    ("yu", "u"), ("ju", "u"), ("ia", "ya"), ("ja", "ya"), ("y", "i"), ("w", "v"), ("x", "ks"),
)  # fmt: skip


@cache
def folded(text: str) -> str:
    """Bare form of a header, label or name: lower case, one script per word, no punctuation.

    Underscores count as spaces, so that a field's own name is found as well; ``<``, ``>`` and
    ``+`` carry meaning in bands and stay.
    """
    bare = unicodedata.normalize("NFKC", text).casefold().replace("_", " ").replace("ё", "е")
    words = _MARKS_SHUT.sub(" ", bare).split()
    return " ".join(map(_one_script, words))


@cache
def sounded(text: str) -> str:
    """Spelling-blind Latin form of a name: Нисово, Nisovo and NISSOVO come out the same.

    Notes
    -----
    The law on transliteration (2009) is applied first; then letters that other habits write
    differently are made one, and doubled letters single.
    """
    latin = "".join(_LATIN_OF.get(letter, letter) for letter in folded(text))
    for written, heard in _SAME_SOUND:
        latin = latin.replace(written, heard)
    return re.sub(r"(.)\1", r"\1", latin)


def edits(one: str, other: str, most: int) -> int:
    """Slips between two texts, at most ``most``: letters wrong, missing, too many or exchanged.

    Notes
    -----
    Optimal string alignment (Damerau 1964): each exchange of neighbouring letters is one slip.
    """
    if abs(len(one) - len(other)) >= most:
        return most
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, beside in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != beside))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == beside:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) >= most:
            return most
    return min(row[-1], most)


def _one_script(word: str) -> str:
    if _CYRILLIC.search(word) and _LATIN.search(word):
        return word.translate(_LOOKALIKES)
    return word
