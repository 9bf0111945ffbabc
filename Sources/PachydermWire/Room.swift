// Makes room for the first type; delete with it.
