"""The ``simpletool`` command: a verb a file, with ``HELP``, ``EXAMPLES``, ``add_arguments`` and ``run``."""
