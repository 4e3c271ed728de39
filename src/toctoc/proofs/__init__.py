"""How somebody comes to prove a profession (A2): the ways, one folder each, and the pages around them.

What a proof *is*, its life and what it opens belong to the room ``people``; here it is earned. Nothing here stores a
register number, a name as a register has it, or a document.
"""
