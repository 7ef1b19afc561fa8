"""Pure image search of designs: pictures in, descriptors, rankings and explanations out."""
