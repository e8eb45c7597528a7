"""What became of people and things: detention, contract, fine, charge, hearing, verdict."""
