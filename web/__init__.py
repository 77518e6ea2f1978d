"""The browser's door: parse, one call into `service`, render. JSON under `/api/v1`."""
