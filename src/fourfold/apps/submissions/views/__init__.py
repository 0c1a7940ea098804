"""Pages and addresses of data calls: an office brings, the Council takes."""
