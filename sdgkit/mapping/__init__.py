"""From an activity to targets: finders of evidence, how they combine, review, allocation of money."""
