"""The whole system on this machine, with the sample agencies and the simulator in LINE's place."""
