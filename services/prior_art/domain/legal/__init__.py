"""The law of dates: what may be held against which claim."""
