"""The language of the fediverse, without a network, a clock or a database: see README.md."""
