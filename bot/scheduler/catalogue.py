"""All jobs: whatever the modules of ``bot.scheduler.jobs`` define is found here, named nowhere else."""

import pkgutil
from importlib import import_module

from bot.scheduler import jobs
from bot.scheduler.job import Job


def all_jobs() -> tuple[Job, ...]:
    """Raises ValueError where two have one name."""
    found: dict[str, Job] = {}
    for module in pkgutil.iter_modules(jobs.__path__):
        for job in import_module(f"{jobs.__name__}.{module.name}").JOBS:
            if found.setdefault(job.name, job) is not job:
                raise ValueError(f"two jobs have the name {job.name!r}")
    return tuple(found.values())
