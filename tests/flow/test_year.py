#!/usr/bin/env python3
"""Thirty days of the simulated year (tests/year/year.py); the whole year is `make year`."""

import os
import subprocess
import sys

SOURCE = os.environ["VAKTROM_SOURCE"]
sys.exit(subprocess.run([sys.executable, f"{SOURCE}/tests/year/year.py", "30"], timeout=290).returncode)
