"""What lies in a file: workbooks, delimited text, documents, as tables of cells, before anything is understood."""
