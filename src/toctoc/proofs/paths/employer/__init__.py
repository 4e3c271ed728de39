"""An employer or an association attests, without learning the pseudonym."""
