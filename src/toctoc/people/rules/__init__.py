"""Professions, departments, handles, pictures, audiences: calculations without a database."""
