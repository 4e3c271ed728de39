"""A provider for demonstrations and tests: it speaks as Pro Santé Connect does, of people who do not exist.

Plain Python, no Django: it runs as a small process of its own. It listens on this machine alone, because it lets
anybody be whom they choose; a server that others reach refuses to start with it.
"""
