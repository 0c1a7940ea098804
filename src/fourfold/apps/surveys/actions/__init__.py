"""All writes of surveys: studies and their waves by staff, answers by whoever was asked."""
