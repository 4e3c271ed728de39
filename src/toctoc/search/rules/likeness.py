"""How far two names are from each other, for engines that cannot tell by themselves."""

from __future__ import annotations

# From how many letters on one error, then two, are forgiven.
ONE_ERROR_FROM, TWO_ERRORS_FROM = 4, 8


def forgiven(word: str) -> int:
    """Return how many typing errors are forgiven in a name."""
    return (len(word) >= ONE_ERROR_FROM) + (len(word) >= TWO_ERRORS_FROM)


def is_like(asked: str, name: str) -> bool:
    """Tell whether ``name`` begins with what was asked, errors forgiven."""
    most = forgiven(asked)
    if name.startswith(asked):
        return True
    return most > 0 and any(
        distance(asked, name[:length]) <= most
        for length in range(max(1, len(asked) - most), min(len(name), len(asked) + most) + 1)
    )


def distance(one: str, other: str) -> int:
    """Return how many letters to add, drop, change or swap with the next to come from one word to the other."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def trigrams(word: str) -> set[str]:
    """Return the runs of three letters of a name, its beginning marked."""
    padded = f"^{word}"
    return {padded[i : i + 3] for i in range(max(1, len(padded) - 2))}
