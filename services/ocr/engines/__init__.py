"""Adapters: OCR engines, decoders of files, the process pool that runs pages."""
