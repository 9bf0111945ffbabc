// Makes room for the first test; delete with it.
