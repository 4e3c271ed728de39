"""How accounts stand in a sentence: behind a network, before it, in an address, under a name that is shown."""

from __future__ import annotations

from toctoc.privacy.rules.lazy import lazy

NETWORK = (
    r"(?:insta(?:gram)?|snp|snap(?:chat)?|tik\s?tok|twitter|facebook|fb|messenger|telegram|discord|twitch"
    r"|linkedin|youtube|yt|bluesky|bsky|threads|whatsapp|pinterest|skype|bereal|strava|onlyfans|mym|leetchi|psn|kik"
    r"|mastodon|reddit|doctissimo|tumblr|vinted|leboncoin|xbox|roblox|fortnite|viber|wechat|tinder|blablacar"
    r"|gofundme|spotify|deezer|soundcloud|quora|substack|patreon|tipeee|wattpad|reseaux?)"
)
# Also something else in a text on care: immunoglobulins, under the skin, diabetes, the tenth nerve.
_DOUBTFUL = r"(?:ig|sc|tt|x|dm|mp|yt|forum|steam|signal)"
_NAME = r"[a-z0-9_](?:[\w.\-]{0,38}[a-z0-9_])?"
MENTION = lazy(r"(?<![\w@.+%-])@\s?(?P<name>[a-z0-9_](?:[\w.\-]{0,38}[\w])?)(?![\w@]|\.[a-z]{2,})")
NETWORK_NEAR = lazy(
    rf"(?<!\w)(?:{NETWORK}|{_DOUBTFUL}|compte|profil|pseudo|surnom|account|profile|username"
    rf"|user|handle|follow|suivez|doctolib"
    r"|abonne\w{0,5}|story|stories|chaine|channel|gamertag|nickname)(?!\w)"
)
SURE = lazy(rf"(?<!\w)(?:{NETWORK}|pseudo|surnom|profil|dm|ig|username|user|handle|channel|gamertag|nickname)(?!\w)")
BUILT = lazy(r"[0-9_.-]|off(?:iciel)?$|official$")
_SAYS = (
    r"(?:(?:\s?[:=(→>,\-]{1,2}\s?|\s->\s?|\s)(?:(?:c'est|cest|c|est|is|it's|its|as|je suis"
    r"|moi c'est|nom|sous(?: le nom de?)?|pseudo"
    r"|compte|profil|perso|pro|de\s\w{2,12}|au nom de|at|me|ajoute[rz]?[ \-]moi|add me"
    r"|handle|user(?:name)?|account|page|officielle?"
    r"|chaine|name|nickname|surnom|moi|:)(?!\w)[\s:=(]{1,3}){0,3}@?|@)"
)
# "mon insta c'est zoe.bdx", "ma chaîne Twitch : zozogaming", "find me on X as drzoe".
TOLD = lazy(
    rf"(?<![\w@.])(?:(?:(?:chaine|channel|compte|profil|pseudo)\s)?{NETWORK}|(?P<doubtful>{_DOUBTFUL})"
    rf"|pseudo(?:nyme)?|username|handle|gamertag|nickname|surnom|user(?:name)?|chaine|channel)(?!\w)"
    rf"{_SAYS}(?P<name>{_NAME})(?![\w@/]|\.\w)"
)
# "sous le nom de douce.folie", "mon surnom partout c'est crevette77": only where a network is named in the text.
CALLED = lazy(
    r"(?<!\w)(?:sous le (?:nom|pseudo)(?: de| d')?|(?:mon|son|ma|sa|my|her|his) (?:pseudo"
    r"|surnom|compte|profil|chaine|account"
    r"|profile|handle|username|user|nickname)(?:\s(?:partout|perso|pro|public|prive|la-bas|there|everywhere)){0,2}"
    r"(?:\s?:|\sc'est|\sest|\sis|\scest)?|s'appelle|under|goes by|connue? (?:comme|sous)"
    r"|known as|suivez|follow|abonnez-vous a)"
    rf"\s{{0,2}}[:«\"(]?\s?@?(?P<name>{_NAME})(?![\w@/]|\.\w)"
)
# "dada_cookies sur insta", "u/kez_kids".
BEFORE_NETWORK = lazy(
    rf"(?<![\w@./])(?P<name>{_NAME})[\s»\")]{{1,3}}(?:sur|on|via|dans|\()\s?(?:mon\s|son\s|ma\s)?{NETWORK}(?!\w)"
)
# "add jb.lagaffe", "ajoutez-moi sofff_69"; "add co-amoxiclav" is none.
ADDED = lazy(
    r"(?<!\w)(?:r?ajoute[rz]?|add)(?P<me>[ -](?:moi|me))?\s?:?\s"
    r"(?P<name>(?=[a-z0-9.\-]{0,30}_)[a-z0-9_][\w.\-]{2,38}[a-z0-9_]|[a-z]{2,20}(?:\.[a-z]{2,20}){1,2}[0-9]{0,4}"
    r"|[a-z]{2,16}(?:-[a-z]{2,16}){1,3}[0-9]{0,4})(?![\w@/-]|\.\w)"
)
# "Posté par Fildefer63 : ", "Je réponds à calinette_59 : ".
QUOTED = lazy(
    r"(?<!\w)(?:poste par|posted by|ecrit par|je reponds a|en reponse a|reponse a|repl(?:y|ying) to)\s"
    rf"@?(?P<name>{_NAME})(?=\s?:)"
)
# Before a mention: how to reach somebody, rather than whom one speaks to; and who that is, behind it.
REACHED = lazy(
    r"(?:(?<!\w)(?:ou|or|message|contact(?:ez)?(?:-moi)?|tag|dm|mods? (?:are|is)|ecri(?:s|vez)(?:-moi)?(?: a)?)|\() ?$"
)
MODERATES = lazy(r", (?:notre|la|le|our|the) mod(?!\w)|, (?:notre|la|le|our|the) moderat")
BUILT_NAME = lazy(
    r"(?<![\w@./\-])(?:(?=[a-z0-9.\-]{0,24}_)(?=[0-9_.]{0,8}[a-z])[a-z0-9_.\-]{3,40}(?<![.\-])"
    r"|[a-z]{2,24}(?:\.[a-z]{2,24}){1,3}[0-9]{0,4}|[a-z]{4,24}[0-9]{2,4})(?![\w@/]|\.\w)"
)
# "sur fb : Steph Roblot", "retrouvez-moi sur facebook, Chris Tine du Morvan"; over the text as it was typed.
TITLED = lazy(
    r"(?<!\w)(?:[Ff]acebook|FB|[Ff]b|[Ff]ace|[Ll]inked[Ii]n|[Yy]ou[Tt]ube|[Tt]ik[Tt]ok"
    r"|[Ii]nsta(?:gram)?|[Mm]essenger|[Ss]nap(?:chat)?|[Dd]octolib)"
    r"(?:\s?[:=(]\s?|\s?[,\-–]\s?|\s)(?:[Cc][’']est\s|sous le nom(?: de)?\s|au nom de\s|\(\s?)?"
    r"(?:[«\"“]\s?(?P<quoted>[A-ZÀ-Ý0-9][^«»\"“”\n]{2,40}?)\s?[»\"”]|(?P<name>(?:[A-ZÀ-Ý][\w’'.\-]{1,20})(?:\s(?"
    r":[A-ZÀ-Ý0-9][\w’'.\-]{0,20}|d[eu]s?|la|les?|et|à|[a-z]{3,12}(?=\s(?:d[eu]s?\s)?[A-ZÀ-Ý]))){1,5}+))"
)
# "fb/lesouffle", "lou#4471", and a public address where the network is named.
PATH = lazy(
    r"(?<![\w./])(?:fb|insta|ig|snap|tiktok|twitch|facebook|instagram|discord|twitter|threads|telegram|linkedin|in"
    r"|x)/(?!tik|snap|insta|face|fb|twit|you|what|tele|disc)(?P<name>@?[a-z0-9][a-z0-9._\-]{3,30})(?![\w/])"
    r"|(?<![\w./])(?P<user>(?:u|user)/[a-z0-9][a-z0-9_\-]{2,30})(?![\w/])"
    r"|(?<![\w#])(?P<tag>[a-z][a-z0-9._]{2,31}#[0-9]{4})(?!\w)"
    r"|(?<!\w)(?:mastodon|pixelfed|peertube|pleroma|fedi)\s?:\s?(?P<fedi>@[\w.\-]{1,40}@[\w.\-]{3,60}\w)"
)
ADDRESS = lazy(
    r"(?<![\w.@])(?P<host>[a-z0-9][a-z0-9\-]{1,40}\.bsky\.social)(?!\w)"
    r"|(?<!\w)(?P<skype>live:[.\w\-]{3,40}\w)"
    r"|(?<![\w.])(?P<link>(?:t\.me|wa\.me|m\.me|fb\.me|discord\.gg|lnkd\.in|linktr\.ee)/[\w.\-+]{2,40})"
)
