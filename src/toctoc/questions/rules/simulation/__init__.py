"""A simulated place, where ways of routing questions are compared: months in seconds, nobody real."""
