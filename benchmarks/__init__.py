"""Speed measurements, side by side with peers."""
