"""People in France by age and sex.

Source: INSEE, recensement de la population 2018, exploitation principale, table POP1B, France entière (geography of
1 January 2021; insee.fr/fr/statistiques/5397465), open licence. Within a class, years are taken as equally full.
"""

from __future__ import annotations

# Men and women of 0 to 4, 5 to 9, … 95 to 99, and 100 or older.
MEN = (
    1_912_032, 2_103_205, 2_118_169, 2_121_599, 1_891_915, 1_894_988, 1_977_553, 2_047_307, 2_078_773, 2_230_818,
    2_193_469, 2_090_242, 1_947_372, 1_861_206, 1_406_107, 962_304, 758_101, 464_287, 180_987, 36_409, 3_736,
)  # fmt: skip
WOMEN = (
    1_834_890, 2_012_989, 2_023_976, 2_007_360, 1_841_407, 1_939_465, 2_080_811, 2_132_161, 2_131_118, 2_280_135,
    2_277_705, 2_218_884, 2_136_018, 2_079_172, 1_625_770, 1_216_917, 1_125_544, 871_288, 463_804, 135_150, 17_392,
)  # fmt: skip
ALL = sum(MEN) + sum(WOMEN)
CLASS = 5
OLDEST = 115


def share_of(low: int, high: int, *, men: bool, women: bool) -> float:
    """Return the share of all people who are ``low`` to ``high`` years old, both included, and of these sexes."""
    counts = [men * m + women * w for m, w in zip(MEN, WOMEN, strict=True)]
    people = 0.0
    for place, count in enumerate(counts):
        first = place * CLASS
        last = OLDEST if place == len(counts) - 1 else first + CLASS - 1
        years = min(high, last) - max(low, first) + 1
        if years > 0:
            people += count * years / (last - first + 1)
    return people / ALL
