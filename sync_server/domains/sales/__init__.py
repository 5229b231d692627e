"""What is sold: ticket types, products and the tickets themselves."""
