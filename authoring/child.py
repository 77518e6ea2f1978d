"""The child process that reads one file: `python -m authoring.child FORMAT SECONDS MEGABYTES`.

The bytes come on standard input; one JSON object goes to standard output.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

from authoring.formats import reader
from decks.errors import CardwrightError


def limit(seconds: int, megabytes: int) -> None:
    """Caps this process; a platform without resource limits has the parent's time-out alone."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):  # macOS refuses a cap on address space
        size = megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def answer(format_name: str, data: bytes) -> dict[str, Any]:
    """The reading as JSON values, or the error by class and sentence."""
    try:
        reading = reader(format_name)(data, "")
    except CardwrightError as error:
        return {"error": type(error).__name__, "message": str(error)}
    except RecursionError:
        message = "The file's parts are nested too deeply in one another: simplify it, or split it."
        return {"error": "TooLarge", "message": message}
    except MemoryError:
        return {"error": "TooLarge", "message": "The file needs more memory than is allowed."}
    return {
        "format": reading.format,
        "extractor": reading.extractor,
        "text": reading.text,
        "spans": [span.model_dump(mode="json") for span in reading.spans],
        "warnings": reading.warnings,
    }


def main() -> None:
    """Reads, and tells."""
    format_name, seconds, megabytes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limit(seconds, megabytes)
    said = answer(format_name, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(said).encode("utf-8"))


if __name__ == "__main__":
    main()
