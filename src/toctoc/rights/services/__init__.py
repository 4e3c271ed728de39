"""Make archives, open receipts."""
