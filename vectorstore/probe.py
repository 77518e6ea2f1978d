"""Opens and reads a Chroma folder, in a process whose death harms nobody.

A folder damaged by a kill or by two writers can crash the interpreter that opens it, which no
`except` catches. So `vectorstore.folder` runs `python -m vectorstore.probe FOLDER` first: exit code
0 means that the folder can be opened, counted, listed and searched; anything else that it cannot.
"""

from __future__ import annotations

import sys

from vectorstore.client import folder_client, let_go


def probe(folder: str) -> int:
    """Reads through every collection the way `ChromaIndex` will; returns how many ids there are."""
    client = folder_client(folder)
    count = 0
    for collection in client.list_collections():
        ids = collection.get(include=[])["ids"]
        count += len(ids)
        if ids:
            rows = collection.get(ids=ids[:1], include=["embeddings"])["embeddings"]
            assert rows is not None, "an id without its vector"
            collection.query(query_embeddings=rows, n_results=50, include=["embeddings"])
    let_go(client)
    return count


if __name__ == "__main__":
    probe(sys.argv[1])
