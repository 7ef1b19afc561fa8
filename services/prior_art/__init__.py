"""prior_art: collections of published documents and the search for prior art in them."""
