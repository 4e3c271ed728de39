"""Statuses and accounts as readers see them."""
