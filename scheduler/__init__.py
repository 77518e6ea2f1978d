"""The calendar, as pure functions: memory states, evidence, due dates, queue order.

Times and dice are arguments; nothing here reads a clock, a file or a random source.
"""
