"""Before and after: what answers to surveys show, how surely, and what they cannot show."""

import os

# Our matrices are small: threads of linear algebra would wait for each other longer than they work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
