"""What is known about reading pages. Pure: arrays and values in, values out."""
