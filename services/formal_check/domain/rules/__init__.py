"""The rules: a package for each area, in it a module for each rule or small family.

Every package lists its modules, ``registry.py`` the packages. A module named ``reading`` (or by what
it reads) has no rules but what several of them look at.
"""
