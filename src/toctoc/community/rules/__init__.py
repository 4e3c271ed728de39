"""Text to HTML, cards, stitching: plain Python."""
