"""Decks in and out: one file per format, all of them text to nouns and back, none of them a file.

`jsonl` is the format of record (without loss); `page` reads a deck pasted from a web page, with
`math` and `repair` for what the paste broke; `table` reads and writes CSV and TSV. What comes
without ids of ours is a `plain.PlainCard`. `detect` tells the formats apart.
"""
