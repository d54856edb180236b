"""On the Record: who said what, when, and where they stand.

The core, free of any user interface. ``python -m ontherecord --help`` shows what it does from the command line.
"""

__version__ = "0.1.0"
