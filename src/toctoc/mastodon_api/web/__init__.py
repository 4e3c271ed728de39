"""Endpoints by family; :mod:`web.endpoints` registers them."""
