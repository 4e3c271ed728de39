"""Which language a text is in: by its script, then by the small words that no text of that language does without."""

from __future__ import annotations

from toctoc.privacy.rules.lazy import lazy

FRENCH = "fr"
_SMALL_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        FRENCH: "le la les des du une un est et dans pour pas que qui sur avec chez vous je il elle au aux ou en de ce "
        "quel quelle comment depuis sans mon ma nous avez ans",
        "en": "the of and to in is it for with are was what how does do can my you your have has from this that any "
        "who should would since years old i a on",
        "es": "el la los las de del un una y en es que por para con como qué quién mi su hay desde años no se al",
        "it": "il lo la gli le di del della un una e è che per con come mi sono da anni non si nel alla ho chi",
        "de": "der die das und ist ein eine nicht mit für wie was ich wir sie den dem von zu auf seit jahre wer hat",
        "pt": "o a os as de do da um uma e é que por para com como não em no na anos há quem desde se ao",
        "nl": "de het een en is van voor met hoe wat ik wij niet op te in aan sinds jaar wie heeft dat",
    }.items()
}
# Letters that one language of the list writes and French does not.
_SCRIPTS = (
    ("uk", lazy("[іїєґІЇЄҐ]")),
    ("ru", lazy("[а-яА-Я]{2}")),
    ("ar", lazy("[\u0621-\u064a]{2}")),
    ("zh", lazy("[\u4e00-\u9fff]")),
)
_WORD = lazy(r"[^\W\d_]+")
_READ = 1_000
# A script is that of the text where one character in so many, or two that follow each other, are of it.
_RARE = 20
# What is hardly a word in French is French all the same, in a French place: others are told by two words at least.
_SURE = 2


def language_of(text: str) -> str:
    """Return the code of the language of ``text``; French where it says too little to tell."""
    text = text[:_READ]
    for code, letters in _SCRIPTS:
        if len(letters.findall(text)) > len(text) / _RARE:
            return code
    words = _WORD.findall(text.lower())
    counts = {code: sum(word in small for word in words) for code, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda code: (counts[code], code == FRENCH))
    return best if counts[best] >= counts[FRENCH] + _SURE else FRENCH
