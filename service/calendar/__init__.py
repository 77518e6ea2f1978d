"""The days: what waits and when, forecasts, and states computed anew from the log."""
