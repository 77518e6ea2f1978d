"""Answers become dates: reviewing by the calendar, and the sittings of the other modes."""
