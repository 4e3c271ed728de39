"""List what the guard misses and wrongly masks on the tuned half: ``python -m bench.guard_misses [LABEL or kind …]``.

The frozen half is never listed.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.privacy.scoring import score
from tests.privacy.templates import templates

from bench.guard import clinical, told_by_label
from toctoc.privacy.rules.findings import Level
from toctoc.privacy.rules.guard import inspect

BESIDE = 40


def main(asked: set[str]) -> None:
    """Print the misses of the labels and the wrong masks of the kinds ``asked`` for, or all; then the totals."""
    result = score(templates("tuned"), inspect)
    for miss in result.misses:
        if not asked or miss.gold.label in asked:
            text, gold = miss.instance.text, miss.gold
            around = f"{text[max(0, gold.start - BESIDE) : gold.start]}[{miss.stretch}]{text[gold.end :][:BESIDE]}"
            print(f"MISS {gold.label:9}{'look' if miss.looked_at else '    '} {miss.instance.template.id} {around!r}")
    for made, finding in result.wrong:
        if not asked or finding.kind in asked:
            text = made.text
            around = f"{text[max(0, finding.start - BESIDE) : finding.start]}[{text[finding.start : finding.end]}]"
            print(f"WRONG {finding.kind:9} {made.template.id} {around + text[finding.end :][:BESIDE]!r}")
    _print_marks(asked)
    for answer in told_by_label("tuned"):
        if not asked or answer.label in asked:
            print(f"WORDS {answer.label} recall {answer.recall.value:.3f} precision {answer.precision.value:.3f}")
            for sentence in answer.missed:
                print(f"  missed {sentence.id} {sentence.text!r}")
            for sentence in answer.mistaken:
                print(f"  taken for it ({sentence.label}) {sentence.id} {sentence.text!r}")
    for name in result.names:
        share = result.share(name)
        print(f"{name:24} {share.value:.3f} ({share.hits}/{share.total}) {share.low:.3f}–{share.high:.3f}")


def _print_marks(asked: set[str]) -> None:
    for source, text in clinical("tuned").items():
        strict: Counter[str] = Counter()
        look: Counter[str] = Counter()
        for line in text.splitlines():
            for finding in inspect(line, "fr"):
                if not asked or finding.kind in asked:
                    marked = look if finding.level is Level.LOOK else strict
                    marked[f"{line[finding.start : finding.end]} ({finding.kind})"] += 1
        for name, marks in (("mask+block", strict), ("look", look)):
            each = marks.total() * 1_000 / len(text)
            print(f"CLINICAL {source} {name}: {each:.2f} per 1,000", dict(marks.most_common(60)))


if __name__ == "__main__":
    main(set(sys.argv[1:]))
