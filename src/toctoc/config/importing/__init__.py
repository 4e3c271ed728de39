"""Read what others wrote into threads, through the services that everybody uses, hence through the guard."""
