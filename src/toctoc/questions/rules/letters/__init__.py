"""Letters that come back: whose they are (``addresses``), what they say (``reading``), what they only repeat."""
