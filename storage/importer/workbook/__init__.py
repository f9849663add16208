"""The workbook that ``export`` writes and offices fill in: one flat sheet a subject, read back without loss."""

from storage.importer.workbook.read import is_workbook, read_workbook
from storage.importer.workbook.template import write_template
from storage.importer.workbook.write import write_workbook

__all__ = ["is_workbook", "read_workbook", "write_template", "write_workbook"]
