"""Progress: what is assessed, and one module per published method."""
