"""Redrawing pictures that people send. A neutral room: both sides of the house may use it, it knows neither."""
