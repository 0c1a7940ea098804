"""Where the Council's papers stand: needs assessment reports, and actions of the plan."""
