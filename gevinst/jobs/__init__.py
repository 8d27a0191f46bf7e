"""The database is the queue of truth: a job is a row with a lease; Celery only wakes workers."""
