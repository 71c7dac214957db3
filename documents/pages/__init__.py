"""What a typesetter meant by the lines of a page: columns, headings, notes, tables, running lines."""
