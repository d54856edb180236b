"""The review desk: deciding about findings and names, the queue of what to check, agreement between people, and how far to trust the rest."""
