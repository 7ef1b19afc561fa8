"""ocr: page images and PDFs to text with places, reference signs of drawings."""
