"""Practice sheets: written, signed, read again, published, found out of date."""
