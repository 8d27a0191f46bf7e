"""When a database, Redis or a disk fails: nobody waits for long, and everybody is told the truth."""
