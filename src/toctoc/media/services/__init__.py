"""Receive files, make them safe, keep and erase them."""
