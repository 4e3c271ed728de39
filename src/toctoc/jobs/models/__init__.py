"""Jobs, schedules and receipts."""

from toctoc.jobs.models.job import Job
from toctoc.jobs.models.receipt import Receipt
from toctoc.jobs.models.schedule import Schedule

__all__ = ["Job", "Receipt", "Schedule"]
