"""Thai text, numbers, dates and fiscal years. A neutral corner: it imports nothing of ours."""
