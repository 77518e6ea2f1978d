"""How many of the analogies that the bank offers for real cards a strict reader accepts."""
