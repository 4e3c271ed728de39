"""What each person may ask of this place: who sees me, what is kept, take it along, be erased with a receipt.

Knows every room that keeps something of somebody, and changes nothing of what they keep.
"""
