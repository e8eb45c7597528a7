"""The console: `sangkroh COMMAND`, or `python -m sangkroh COMMAND`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkroh.project.settings")
    if sys.argv[1:2] == ["run"]:
        os.environ.setdefault("SANGKROH_PRACTICE", "1")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["sangkroh", *sys.argv[1:]])


if __name__ == "__main__":
    main()
