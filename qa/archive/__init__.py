"""What is kept of answers: the answers themselves, and dossiers of their quotations."""
