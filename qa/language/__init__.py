"""What sentences and questions say by their form: word lists and rules for six languages, and no model."""
