"""Run by alembic: walks the steps on the connection that `storage.schema` hands over.

That connection is in a transaction already, so that a step is done wholly or not at all.
"""

from __future__ import annotations

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
