"""The patent vocabulary: frozen values in WIPO ST.96 terms. Pure: no I/O, clock or network."""
