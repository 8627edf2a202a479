"""Watched feeds and sitemaps: what is new there becomes an ordinary import.

`watching` has what people decide, `checking` what workers do when a feed is due, `collecting` reads a feed
and what it leads to. The feed's rows are the truth: each page is taken up once, however often it is named.
"""
