"""The steps that the schema took, in `versions`; `storage.schema` walks them."""
