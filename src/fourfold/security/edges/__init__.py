"""
The edges: what comes in from outside, and what may leave. Headers, error pages, rate limits,
uploads, spreadsheets. What a log line may hold stands in `fourfold.security.redact`.
"""
