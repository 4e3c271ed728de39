"""Files that people send: pictures, sound, documents, short films.

Reads what they are, makes them safe, keeps their bytes and serves them to whom a room above lets. Never decides who may
see one, and keeps nothing of a file that was taken back.
"""
