"""Anki packages in and out: the archive, its database, its notes, its schedule.

`package` opens the archive and gives plain files, `collection` reads the database in it as rows,
`notes` turns rows into cards, `schedule` into reviews; `writing` makes a package. All of it is
bytes to values and back; a package is hostile input, and every size and step is bounded.
"""
