"""What an import costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

ASKED = """
import sys
import fourfold.analysis.evaluate.statistics
print(sorted({"numpy", "scipy", "pandas"} & set(sys.modules)))
"""


@pytest.mark.slow
def test_no_page_that_imports_the_statistics_loads_scipy_or_numpy() -> None:
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"
