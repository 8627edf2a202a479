"""A project that moves in: the export of a whole project, read by readers/project.py, becomes rows here."""
