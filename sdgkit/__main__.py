"""`python -m sdgkit` is the command `sdgkit`, for computers where scripts may not be installed."""

from sdgkit.cli import main

if __name__ == "__main__":
    main()
