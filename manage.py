#!/usr/bin/env python
"""Run Django's administrative commands."""

import os
import sys

from django.core.management import execute_from_command_line

from calcsite.environment import SettingRefusedError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "calcsite.settings")
    try:
        execute_from_command_line(sys.argv)
    except SettingRefusedError as refusal:
        sys.exit(str(refusal))
