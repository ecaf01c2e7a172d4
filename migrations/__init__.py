"""The schema's history; run by `smartlinks migrate` as the owner role."""
