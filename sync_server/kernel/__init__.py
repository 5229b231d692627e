"""What every domain stands on; knows no feature."""
