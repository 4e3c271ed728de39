"""What the open file says and how names and mailboxes are compared, in plain Python."""
