"""WIPO ST.96 V6_0: ApplicationBody, BibliographicData, PatentPublication, DesignApplication.

``writer.write_st96`` writes, ``parts_reader`` and ``document_reader`` read (through ``read_path``). What
the standard has no place for is listed in ``St96Documents.losses``; see docs/formats/st96.md.
"""
