"""What prior art is and how it is searched: values in, values out."""
