"""The calls of the public API as values, by the part of the gateway that answers them."""
