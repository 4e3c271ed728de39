"""What is kept of somebody, who sees what of somebody."""
