"""Characters that the eye takes for others: letters of other alphabets, letters in squares and discs, signs.

A choice of Unicode's confusables (UTS 39), and of what the makers of "fancy letters" write with: Lisu, Cherokee,
Canadian syllabics, strokes of Chinese. None of them has a plain form of its own in Unicode.
"""

from __future__ import annotations

from string import ascii_uppercase

# What no eye tells from a Latin letter, line by line.
_PAIRS = (
    ("АВЕЅІЈКМНОРСТУХԌԚԜавеѕіјкмнорстухԁԛԝһҮү", "ABESIJKMHOPCTYXGQWabesijkmhopctyxdqwhYy"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυ", "ABEZHIKMNOPTYXaikvopu"),
    ("ꓐꓑꓒꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPdDTGKJCZFMNLSRVHWXYAEIOU"),
    ("ɑɡıοօսո", "agiooun"),
    ("ᗩᗷᑕᗪᕮᗴᖴᘜᕼᒍᒪᗰᑎᗝᑭᑫᖇᔕᑌᐯᗯᖻᘔᝪ", "ABCDEEFGHJLMNOPQRSUVWYZO"),
    ("ᎪᏴᏟᎠᎬᎰᏀᎻᏆᎫᏦᏞᎷᎾᏢᎡᏒᏚᎢႮᏌᏙᏔᎽᎩᏃ", "ABCDEFGHIJKLMOPRRSTUUVWYYZ"),
    ("卂乃匚乇千卄丨フҜㄥ爪几ㄖ卩尺丂ㄒ丅ㄩ山乂ㄚ乙", "ABCEFHIJKLMNOPRSTTUWXYZ"),
    ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPRSTUVWYZ"),
)
TWINS = {odd: plain for odds, plains in _PAIRS for odd, plain in zip(odds, plains, strict=True)}

# White letters in discs and squares; the letters of which flags are made.
_DISCS, _SQUARES, FLAGS = 0x1F150, 0x1F170, 0x1F1E6
IN_SHAPES = {chr(first + place): letter for first in (_DISCS, _SQUARES) for place, letter in enumerate(ascii_uppercase)}
IN_SHAPES["᙭"] = "X"  # one of the syllabics, but no letter to Unicode
# An a in a disc by itself is an at sign: "anne ⓐ exemple.test".
AT_SIGNS = frozenset("ⓐⒶ\U0001f150")
# Signs that read as a plain one although Unicode holds them apart: minus, bullets, the ideographic full stop.
SIGNS = dict(zip("\u2212\u2022\u2219\u22c5\u2027\u30fb\u3002\uff61", "-·····..", strict=True))
# Countries that have a flag (ISO 3166-1, alpha-2); two of its letters that are none of them spell something else.
_COUNTRIES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY "
    "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ "
    "FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ "
    "IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH "
    "MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL "
    "PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD "
    "TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UN US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
)
COUNTRIES = frozenset(_COUNTRIES.split())
