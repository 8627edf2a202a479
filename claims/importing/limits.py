"""How much one import may hold. Each limit is held while reading, not after."""

DOCUMENT_CHARACTERS = 1_000_000
DOCUMENT_BYTES = 12_000_000  # of one file that is one document, as a page with its markup is
DOCUMENTS = 100_000  # of one import
ROW_BYTES = 8_000_000  # of one line of a JSON Lines file, or one row of a table
ARCHIVE_BYTES = 500_000_000  # of everything in an archive, inflated
ARCHIVE_RATIO = 200  # inflated to packed, beyond which an archive is a bomb
ARCHIVE_MEMBERS = 20_000
TITLE_CHARACTERS = 1_000
LISTING_BYTES = 52_428_800  # of a feed or a sitemap, unpacked; this and the next are the limits that the
LISTING_ENTRIES = 50_000  # sitemaps' own protocol sets
