"""What an operator does: back up, restore, rotate keys, ask the doctor, update."""
