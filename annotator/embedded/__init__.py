"""One command runs the product: an embedded Postgres and broker, workers, beat and the web server.

`run` starts all of it in the data folder and watches it; `env` starts only the two servers and prints the
variables that point to them; `stop` ends what was started. In production nothing here is used.
"""
