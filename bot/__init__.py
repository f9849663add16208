"""Edge and wiring: settings, web apps, command line, worker, LINE gateway, simulator."""
