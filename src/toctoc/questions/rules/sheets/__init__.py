"""Practice sheets: their life, their references, how versions differ, who reviews. Pure."""
