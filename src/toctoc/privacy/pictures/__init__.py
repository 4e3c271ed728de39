"""Pictures in which nobody is recognised: opened to their pixels alone, looked at, masked, written again.

A library of its own, without Django, made for a child process with an empty environment::

    pixels = opening.opened(bytes_of_a_stranger)              # upright, sRGB, no metadata; or Unfit
    looked = looking.look(pixels)                             # faces, text, codes; says what it could not look for
    told = masks.masks_to_json(looked.masks)                  # for the person, who moves, adds and removes
    hidden = masking.masked(pixels, masks.masks_from_json(told))
    content = saving.saved(hidden, Form.WEBP)

``masks``, ``forms``, ``refusals`` and ``availability`` are plain Python that a web process may import; ``opening``,
``masking`` and ``saving`` need Pillow; ``looking`` needs the extra ``toctoc[pictures]``, and says so when it misses.
"""
