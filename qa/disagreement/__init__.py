"""Two works, one point, two statements: evidence that is not unanimous, told only where it is certain."""
