"""A document made of blocks, written as HTML, PDF and DOCX from one source. Knows no database."""
