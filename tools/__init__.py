"""What keeps the house in order; run by ``make check`` and ``make lock``."""
