"""Three words to show: whoever shows them read them here, and lately.

They are no secret: they only tie what is shown to this application. Words are short, without accents or near twins, so
that they can be said on the phone.
"""

from __future__ import annotations

import secrets

_LIST = """
abricot acrobate agenda algue amande ancre anneau arbre ardoise argile armoire asphalte atelier avoine azur
balcon ballon banane barque basilic bateau berceau bison blason bocal boussole branche brioche bruine buisson
cabane cactus cadran caillou camion canal canard canoe carafe cargo carnet castor cerise chalet chameau chandelle
cigale citron clairon clavier colline comptoir coquille corail cornet coton crayon cristal cuivre cyclone
dauphin diamant domino dragon dune eclair ecran enclume epice escalier etoile facteur falaise fanfare farine
fenouil fleuve flocon flute fontaine forge fougere fregate galet galop gazelle genet girafe glacier gondole
grenier guitare hamac haricot harpe horloge igloo jardin jasmin jonquille jungle kayak koala lagune lampion
lanterne lavande lezard librairie licorne lilas loutre lucarne lutin magnolia mandarine manege marmite
marronnier meduse melon menhir mimosa moulin muguet nacelle navire nectar noisette nuage oasis olive orange
orchestre ourson palmier panda papaye parasol pastille patin pelican pendule perle phare piano pigeon pinceau
pivoine plume poivre prairie prisme puzzle quartz radis raisin rameau renard rivage rocher ruban safran sapin
saturne saule savane sirop soleil sorbet statue tambour tapis terrasse tilleul torrent toucan traineau trompette
tulipe tunnel vague valise vallon velours verger violon virgule voilier volcan wagon yacht zebre zigzag
"""
WORDS = tuple(_LIST.split())


def new_phrase() -> str:
    """Return three different words, drawn anew."""
    return " ".join(secrets.SystemRandom().sample(WORDS, 3))
