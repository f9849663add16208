"""Every sentence a person reads, as a named function in one file per dialog."""
