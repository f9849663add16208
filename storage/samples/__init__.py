"""The five sample agencies. Their facts come from published documents; phones and hours are marked ตัวอย่าง."""
