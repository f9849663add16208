"""What the complaint channel asks and says. Pure; shared by the LINE dialog and the form without script."""
