"""How large a file may be, and why."""

from __future__ import annotations

from datetime import timedelta

MEGABYTE = 1_000_000

# What is accepted of each kind, in bytes: a photograph of 50 megapixels, five minutes of sound without compression,
# a scanned report, a minute of film from a telephone.
LARGEST = {"picture": 20 * MEGABYTE, "sound": 60 * MEGABYTE, "document": 10 * MEGABYTE, "film": 80 * MEGABYTE}
# Nothing larger is read from the network at all.
LARGEST_ARRIVAL = max(LARGEST.values())
# One post carries this many pictures, or one file of another kind.
MOST_PICTURES = 4

# Telephones take 48 megapixels; decoded, these are 200 MB. Known from the header, before anything is decoded.
MOST_PIXELS = 50_000_000
# A picture fills a large screen; nobody reads more from it, and what is smaller tells less of where it was taken.
LONGEST_SIDE = 2_048
# What a card shows on a telephone of two pixels per point, and what it may weigh (in bytes).
SMALL_SIDE = 640
LARGEST_SMALL = 40_000
# And one that was given as PNG with a film, and stays one.
LARGEST_DRAWN = 160_000

# A voice note is a message, not a recording of a meeting; in seconds.
LONGEST_SOUND = 300
LONGEST_FILM = 60
# Lines of a film.
FILM_SIDE = 720
# A film of telephones has up to 4 K; larger frames are refused before one is decoded.
MOST_FRAME_PIXELS = 4_096 * 2_304
MOST_FRAMES_A_SECOND = 30

MOST_PAGES = 50
# A document of scanned pages has a few thousand objects.
MOST_OBJECTS = 100_000
# What all streams of a document may hold once decompressed: fifty pages of scanned colour at 150 dots per inch.
LARGEST_UNPACKED = 400 * MEGABYTE

LONGEST_DESCRIPTION = 1_500
# What is said in a sound, written out: as long as a message may be.
LONGEST_TRANSCRIPT = 5_000
# A file that nothing uses yet, or that nobody could read, is erased after this; so is what a crash left behind.
KEPT_UNUSED = timedelta(days=1)
# Its masks change no longer than this: the pixels below them go with its day, and a worker needs them once more.
MASKED_WITHIN = timedelta(hours=22)
# What one actor sends in a day, and what waits of it at once: reading files is the dearest work of the house.
MOST_A_DAY = 100
MOST_WAITING = 8

# Seconds of computing a child may take for one file, by what it seems to be; and the memory it may have, in bytes.
PATIENCE = {"picture": 20, "sound": 60, "document": 30, "film": 90}
# To draw and look at fifty pages takes longer.
PATIENCE_DRAWN = 240
MOST_MEMORY = 1_500 * MEGABYTE
