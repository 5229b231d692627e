"""One believable evening, rehearsed end to end on real parts."""
