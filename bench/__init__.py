"""Measurements that compare with a reference in the same run; `make bench`."""
