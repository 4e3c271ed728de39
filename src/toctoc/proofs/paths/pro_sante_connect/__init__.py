"""Pro Santé Connect: the national sign-in of French health professionals (OpenID Connect)."""
