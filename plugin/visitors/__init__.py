"""Who is clicking: values read from one request, without a store."""
