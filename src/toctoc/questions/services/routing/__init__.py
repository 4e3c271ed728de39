"""How a question reaches its peers: who is known, who is invited, when it is brought further."""
