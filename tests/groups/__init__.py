"""Groups through public doors."""
