"""The rule book and its engine: values in, values out."""
