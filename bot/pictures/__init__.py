"""Pictures that the program draws: QR codes, charts, share pictures. Pillow with Raqm places Thai vowels and marks."""
