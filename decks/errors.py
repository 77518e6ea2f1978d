"""Everything that can go wrong, as one tree.

CardwrightError
├── WrongUsage                  the request itself is off                exit 2
│   ├── UnknownFormat           a file of a kind nobody here reads
│   ├── BadRecord               a line or field that does not fit its schema
│   ├── SayWhich                what is meant is open
│   └── WrongTransition         a step its subject's state does not allow
├── Refused                     understood, and not done                 exit 3
│   ├── Locked                  another process holds it
│   ├── NewerData               written by a later version of Cardwright
│   ├── Stale                   the world changed since it was shown
│   ├── IndexMismatch           the index was built by another embedding model
│   └── KeyRefused              the model's vendor did not accept the key
├── NotFound                    no such thing                            exit 4
└── WorkFailed                  tried, and it did not work               exit 1
    ├── Unreadable              a file that gives no text
    │   ├── EmptyFile
    │   ├── EncryptedFile
    │   ├── DamagedFile
    │   ├── NoTextLayer         scanned pages: pictures of words
    │   ├── WrongEncoding
    │   └── TooLarge            over a stated limit of size or time
    ├── Incomplete              some of the work is left to do
    ├── ModelFailed             a language model gave nothing usable
    │   ├── ModelTimeout
    │   ├── ModelUnavailable    rate limit, outage, broken connection
    │   ├── ModelRefusal        the model declined to answer
    │   └── BadReply            the reply does not fit what was asked for
    ├── BudgetSpent             the run's allowance of tokens is used up
    ├── Busy                    a store is held by another writer for too long
    └── DataDamaged             stored data contradicts itself

Each carries one clear sentence that says what to do; `str(error)` is that sentence and nothing
secret. The doors map classes to exit codes (`cli.exits`) and HTTP statuses in one table each.
"""

from __future__ import annotations


class CardwrightError(Exception):
    """Base of every error that Cardwright raises on purpose; `str()` is fit to show to a person."""


class WrongUsage(CardwrightError):
    """The request itself is off: a wrong option, value or combination."""


class UnknownFormat(WrongUsage):
    """A file of a kind that nobody here reads, or that is not what its name says."""


class BadRecord(WrongUsage):
    """A line or field that does not fit its schema; the sentence names line and field."""


class SayWhich(WrongUsage):
    """What is meant is open; the sentence names the choices."""


class WrongTransition(WrongUsage):
    """A step that the state of its subject does not allow, such as accepting a rejected draft."""


class Refused(CardwrightError):
    """Understood, and not done."""


class Locked(Refused):
    """Another process holds what this one needs alone."""


class NewerData(Refused):
    """The data folder was written by a later version of Cardwright."""


class Stale(Refused):
    """The world changed between reading and writing; nothing was written."""


class IndexMismatch(Refused):
    """The index holds vectors of another embedding model; `rebuild-index` makes it anew."""


class KeyRefused(Refused):
    """The model's vendor did not accept the key."""


class NotFound(CardwrightError):
    """There is no such thing; the sentence names what was looked for."""


class WorkFailed(CardwrightError):
    """The work was tried and did not succeed."""


class Unreadable(WorkFailed):
    """A file that gives no text."""


class EmptyFile(Unreadable):
    """The file holds nothing, or only white space."""


class EncryptedFile(Unreadable):
    """The file needs a password."""


class DamagedFile(Unreadable):
    """The file's structure is broken."""


class NoTextLayer(Unreadable):
    """The pages are pictures: there are no words to read."""


class WrongEncoding(Unreadable):
    """The bytes are text in no encoding that could be told with confidence."""


class TooLarge(Unreadable):
    """Over a stated limit of size, memory or time."""


class Incomplete(WorkFailed):
    """Part of the work is left to do; running the same command again goes on."""


class ModelFailed(WorkFailed):
    """A language model gave nothing usable."""

    tokens: tuple[int, int] = (0, 0)
    """Tokens read and written for it all the same, where the reply told."""


class ModelTimeout(ModelFailed):
    """The total deadline passed before a usable reply came."""


class ModelUnavailable(ModelFailed):
    """Rate limit, outage or a broken connection, after the retries."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds that the vendor asked to wait, where it said so."""


class ModelRefusal(ModelFailed):
    """The model, or its content filter, declined."""


class BadReply(ModelFailed):
    """The reply does not fit what was asked for; `raw` keeps it for the log."""

    def __init__(self, message: str, *, raw: str = "") -> None:
        super().__init__(message)
        self.raw = raw


class BudgetSpent(WorkFailed):
    """The allowance of tokens for this run is used up."""


class Busy(WorkFailed):
    """A store was held by another writer for longer than the time-out."""


class DataDamaged(WorkFailed):
    """Stored data contradicts itself; `doctor` tells more."""
