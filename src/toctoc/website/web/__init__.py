"""The pages of this room and what surrounds every page."""
