"""Processes: one parent, and the three kinds it starts and watches."""
