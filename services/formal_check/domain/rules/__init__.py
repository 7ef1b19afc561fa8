"""The rules, one module per small family; ``registry.py`` lists the modules."""
