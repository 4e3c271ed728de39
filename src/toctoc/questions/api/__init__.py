"""Questions in our JSON API: one module for each thing a client does with them."""

from ninja import Router

from toctoc.questions.api import answers, availability, duty, proposing, said, sheets, similar, waves, ways

router = Router(tags=["questions"])
router.add_router("", ways.router)
router.add_router("", said.router)
router.add_router("", answers.router)
router.add_router("", proposing.router)
router.add_router("", waves.router)
router.add_router("", availability.router)
router.add_router("", duty.router)
router.add_router("", sheets.router)
router.add_router("", similar.router)
