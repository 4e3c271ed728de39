"""What people type for short, in French and English messages, written out."""

from __future__ import annotations

from toctoc.privacy.rules.keys import key

# A short form, then what it stands for.
_LINES = """
jveux: je veux
jve: je veux
jveu: je veux
jvx: je veux
jvai: je vais
jvais: je vais
jva: je vais
jsuis: je suis
jsui: je suis
jss: je suis
jsuit: je suis
chui: je suis
chuis: je suis
chu: je suis
jai: j' ai
g: j' ai
gt: j' etais
jetais: j' etais
jpeux: je peux
jpeu: je peux
jpe: je peux
jarive: j' arrive
jarrive: j' arrive
jnarrive: je n' arrive
jen: j' en
jme: je me
jmen: je m' en
jte: je te
jle: je le
jnai: je n' ai
jne: je ne
jfais: je fais
jfai: je fais
jfé: je fais
jdois: je dois
jdoi: je dois
jsais: je sais
jsai: je sais
jsé: je sais
jc: je sais
jpense: je pense
jvoudrais: je voudrais
jvoudrai: je voudrais
jcrois: je crois
jcroi: je crois
jaimerais: j' aimerais
jaimerai: j' aimerais
jetouffe: j' etouffe
javais: j' avais
javai: j' avais
jamé: jamais
jamai: jamais
ya: il y a
yavait: il y avait
yen: il y en
tes: tu es
t: tu es
tas: tu as
kan: quand
kand: quand
qd: quand
qand: quand
kil: qu' il
kelle: qu' elle
kel: quel
ke: que
q: que
qe: que
ki: qui
koi: quoi
kom: comme
pk: pourquoi
pkoi: pourquoi
pourkoi: pourquoi
pck: parce que
pcq: parce que
psk: parce que
pcke: parce que
paske: parce que
pasque: parce que
pr: pour
ds: dans
dns: dans
svt: souvent
tt: tout
tte: toute
tts: tous
tjr: toujours
tjrs: toujours
tjs: toujours
toujour: toujours
bcp: beaucoup
bp: beaucoup
bocou: beaucoup
mtn: maintenant
mnt: maintenant
maintenan: maintenant
ajd: aujourd' hui
auj: aujourd' hui
ojd: aujourd' hui
stp: s' il te plait
svp: s' il vous plait
qqn: quelqu' un
qqun: quelqu' un
qq: quelques
qqch: quelque chose
pa: pas
plu: plus
c: c' est
cest: c' est
ct: c' etait
n: n'
j: j'
men: m' en
lair: l' air
foutr: foutre
tmrw: tomorrow
tmr: tomorrow
jtm: je t' aime
jme: je me
sof: sauf
fr: for real
m: m'
l: l'
s: s'
qu: qu'
envi: envie
envis: envie
vs: vous
ns: nous
mm: meme
meuf: femme
mec: copain
msieur: monsieur
mr: monsieur
mme: madame
bb: bebe
dr: docteur
doc: docteur
medoc: medicament
medocs: medicaments
medok: medicaments
medoks: medicaments
cacheton: cachet
cachetons: cachets
cacheté: cachet
dc: donc
hopitalisé: hospitalise
urgance: urgence
urjance: urgence
ambulence: ambulance
pv: peux
fo: faut
fodrait: faudrait
trankil: tranquille
cmt: comment
wanna: want to
wana: want to
gonna: going to
gona: going to
gunna: going to
gotta: have to
kms: kill myself
dnt: dont
cnt: cant
im: i am
ive: i have
u: you
ur: your
hes: he is
shes: she is
isnt: is not
isn: is not
dont: do not
doesnt: does not
didnt: did not
cant: can not
cannot: can not
wont: will not
wouldnt: would not
hasnt: has not
havent: have not
wasnt: was not
couldnt: could not
arent: are not
anymore: any more
thru: through
rn: right now
bf: boyfriend
gf: girlfriend
hubby: husband
meds: medicines
unalive: kill
alot: a lot
lil: little
outta: out of
pls: please
plz: please
plss: please
cuz: because
bc: because
b4: before
"""


def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _LINES.strip().splitlines():
        short, _, words = line.partition(": ")
        table[key(short)] = tuple(words.split())
    return table


SHORT_FORMS = _table()
