"""What a question says of itself: its topics, its urgency, its language, whether it asks, and for what.

All of it is proposed to whoever asks and decides nothing.
"""
