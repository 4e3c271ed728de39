"""Ways of proving, one folder each: see :mod:`toctoc.proofs.path`."""
