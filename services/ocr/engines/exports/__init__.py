"""Recognitions as documents: ALTO, hOCR, searchable PDF, proof page."""
