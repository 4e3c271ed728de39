"""Codes of languages: ISO 639-1, and those of ISO 639-3 that apps offer for languages without two letters."""

from __future__ import annotations

from toctoc.kernel.errors import Invalid

_TWO = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka "
    "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng "
    "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su "
    "sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_THREE = (
    "ast chr ckb cnr csb frp gcf gcr gsw jbo kab kmr ldn lfn moh nds pap pcd pdc rcf sco sma smj szl tok tvl vai xal "
    "zba zgh"
)
TWO_LETTERS, THREE_LETTERS = frozenset(_TWO.split()), frozenset(_THREE.split())


def checked_language(code: str) -> str:
    """Return a code in lower case without its region; raise :class:`Invalid` for one that no language has."""
    tidy = code.strip().lower().replace("_", "-").partition("-")[0]
    if tidy not in TWO_LETTERS and tidy not in THREE_LETTERS:
        raise Invalid("Cette langue n’est pas connue.", field="language")
    return tidy
