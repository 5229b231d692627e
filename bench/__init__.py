"""Benchmarks. Each prints a table and, last, one JSON line; nothing here asserts a time in a test."""
