"""Defects written into the filed bytes of clean applications, to measure what the rules catch.

Nothing here knows a rule or a word list: the defects are written in our own words, one kind after
the other, and only the catalogue's code says what ought to be found. ``book.MUTATORS`` lists all.
"""
