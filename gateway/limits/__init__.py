"""How much a caller may ask for, and what happens when the same is asked twice."""
