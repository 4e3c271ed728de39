"""The benchmark: ``make bench``. Ratios within one run count; seconds on a shared machine are only told."""
