"""How good are search, quotations and refusals? Measured on questions whose evidence is known."""
