"""What gateway and services have in common: model, formats, wire contracts and the web frame."""

__version__ = "0.1.0"
