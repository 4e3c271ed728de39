"""Files at rest and wire forms of an archive: plain Python."""
