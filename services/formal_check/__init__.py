"""formal_check: the formality examiner's rule book as software."""
