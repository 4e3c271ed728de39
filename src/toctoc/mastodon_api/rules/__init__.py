"""Wire forms, parameters and pages: plain Python."""
