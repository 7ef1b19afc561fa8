"""Typed readings of events, fees and papers, by group; vocabulary in docs/facts."""
