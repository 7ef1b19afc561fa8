"""Search reports as documents: HTML, DOCX, ST.96 XML. Same report, same bytes."""
