"""Mutation runs: do the tests notice when the logic changes? Not part of `make test`."""
