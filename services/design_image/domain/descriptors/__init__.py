"""The five channels of the descriptor: one module each, one normalised view in, numbers out."""
