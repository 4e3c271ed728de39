"""What the law asks of whoever keeps a place: notices, decisions with their reasons, appeals, figures.

Decides on what other rooms hold, through their services; keeps the record of each decision.
"""
