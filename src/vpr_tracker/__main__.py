"""``python -m vpr_tracker``: the command ``vpr`` where its script is not on the path."""

import sys

from vpr_tracker.cli import main

sys.exit(main())
