"""The document, its records and operations; knows no pandas, no files and no widgets."""
