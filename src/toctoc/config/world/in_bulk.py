"""placeholder"""


def perform(plan, steps):
    raise NotImplementedError
