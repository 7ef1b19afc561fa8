"""What replacement papers mend, and where they leave the original filing (Patent Law, Art. 33)."""
