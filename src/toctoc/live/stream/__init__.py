"""The stream process: raw ASGI, no Django, no ORM in the loop.

``sources`` read rows and hear of new ones, ``hub`` knows who listens to what, ``app`` speaks HTTP.
"""
