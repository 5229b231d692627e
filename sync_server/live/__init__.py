"""What changes, told to those who hold a connection open."""
