"""Accounts that sign in, actors that speak, the professions they hold and how that was proved, follows.

Owns the one answer to "is this profession proved?" (:func:`toctoc.people.policies.proved_profession`).
Never shows how an account and an actor are linked, and knows nothing of what actors say.
"""
