"""Two proved peers vouch."""
