"""Codes of languages: ISO 639-1, those of ISO 639-3 that apps offer for languages without two letters, and regions.

As Mastodon has it, a region is dropped, but for Chinese, whose regions do not read each other's writing or speech.
"""

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
_REGIONAL = "zh-CN zh-HK zh-TW zh-YUE"
TWO_LETTERS, THREE_LETTERS = frozenset(_TWO.split()), frozenset(_THREE.split())
_KNOWN = {code.lower(): code for code in [*TWO_LETTERS, *THREE_LETTERS, *_REGIONAL.split()]}
# What a row keeps, and what may be told of a language: "zh-Hant-TW".
LONGEST_CODE = max(map(len, _KNOWN))
LONGEST_TAG = 20


def known_language(tag: str) -> str | None:
    """Return the code that rows keep of what a language is called by, such as "pt-BR"; ``None`` when it is none."""
    tidy = tag.strip().lower().replace("_", "-")
    return _KNOWN.get(tidy) or _KNOWN.get(tidy.partition("-")[0])


def checked_language(tag: str) -> str:
    """Return the same; raise :class:`Invalid` for what no language is called by."""
    code = known_language(tag)
    if code is None:
        raise Invalid("Cette langue n’est pas connue.", field="language")
    return code


def without_region(code: str) -> str:
    """Return the language of a code: somebody who speaks Chinese speaks that of some region."""
    return code.partition("-")[0]
