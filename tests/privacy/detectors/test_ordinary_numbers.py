"""Doses, scores, values, prices and references of ordinary texts: no patterned kind is seen in them."""

from __future__ import annotations

import time

import pytest

from tests.privacy.marked import stretches
from toctoc.privacy.rules.detectors.age import AgeDetector
from toctoc.privacy.rules.detectors.birth import BirthDetector
from toctoc.privacy.rules.detectors.dates import DateDetector
from toctoc.privacy.rules.detectors.email import EmailDetector
from toctoc.privacy.rules.detectors.handle import HandleDetector
from toctoc.privacy.rules.detectors.iban import IbanDetector
from toctoc.privacy.rules.detectors.nir import NirDetector
from toctoc.privacy.rules.detectors.patient_number import PatientNumberDetector
from toctoc.privacy.rules.detectors.phone import PhoneDetector
from toctoc.privacy.rules.detectors.plate import PlateDetector
from toctoc.privacy.rules.detectors.registers import RegisterDetector
from toctoc.privacy.rules.detectors.rpps import RppsDetector
from toctoc.privacy.rules.detectors.url import UrlDetector

DETECTORS = (
    AgeDetector(),
    BirthDetector(),
    DateDetector(),
    EmailDetector(),
    HandleDetector(),
    IbanDetector(),
    NirDetector(),
    PatientNumberDetector(),
    PhoneDetector(),
    PlateDetector(),
    RegisterDetector(),
    RppsDetector(),
    UrlDetector(),
)
ORDINARY = (
    "Ma tension : 15/11 matin et 17/12 soir",
    "HTA mal équilibrée : 18/11, 19/12, 17/9",
    "Acuité visuelle 10/10 OD, 8/10 OG ; 20/20, 20/40 vision",
    "Norset 15 mg 0-0-1, Lévothyrox 75 µg 1-0-0, Kardégic 75 1/j",
    "Insuline : 12-14-10 ; Lantus 22 UI le soir",
    "GB 12 300, PNN 8 900, Hb 9,8, plq 345 000, CRP 230, PCT 12,5",
    "Fer 45, ferritine 1 250, B12 345, folates 12",
    "Na 138 K 4,1 Cl 101 HCO3 24 urée 7 créat 89 DFG 65",
    "Gazo : pH 7,38 pCO2 42 pO2 78 lactates 1,9",
    "TSH 2,35 ; T4 14,2 ; HbA1c 7,8 % (62 mmol/mol)",
    "ECG : FC 78, PR 160, QRS 90, QTc 432",
    "ETT : FEVG 55 %, VTD 120 ml, PAPS 35 mmHg",
    "Score de Child B7, MELD 18, CHA2DS2-VASc 3",
    "IRM : lésion de 12 x 14 x 9 mm en T2, SUV 8,2",
    "Échelle de Borg 12/20, EVA 3/10, DN4 5/10, MMSE 24/30, MoCA 22/30",
    "Cure 3 sur 6, J15, C2J8, R-CHOP 21",
    "Antibiogramme : CMI 0,125 ; 16/4",
    "2 cp x 3/j pendant 7 j puis 1 cp x 2/j",
    "Doliprane 1000 mg toutes les 6 h, max 4 g/24 h",
    "Tramadol 50 : 1 à 3 gélules ; 100-200 mg",
    "J'ai 3 enfants de 4, 7 et 12 ans, et 2 chats",
    "Je pèse 82 kg pour 1m75, j'ai perdu 12 kg en 3 mois",
    "Ça fait 2 ou 3 semaines, voire 1 mois et demi",
    "Entre 20 et 30 fois par jour, 5 à 6 selles",
    "vaccin fait en 2021 puis rappel en 2023, grippe 2024-2025",
    "prise de sang en mars, écho en juin, scanner en septembre 2024",
    "Depuis janvier 2023, tous les 3 mois environ",
    "24h/24 7j/7, garde de 20h à 8h, 35 h, 48h",
    "une étude de 2019 (n = 12 345) ; RR 0,78 [0,65-0,92]",
    "p = 0,0003 ; I2 = 45 % ; NNT 12 ; 1/10 000",
    "remboursé 65 %, 26,50 € la consultation, forfait 24 €, ALD 30",
    "article 51, loi Kouchner de 2002, code L1110-4",
    "CCAM EBQM002, CIM F41.1, LOINC 2345-7, ATC N05BA12",
    "page 12-14, fig. 3, tableau 2, réf. 12, 13-15",
    "BMJ 2020;368:m1091, Lancet 2021; 397: 1234-45, N Engl J Med 2019;380:1234-1243",
    "vol. 12, no 3, p. 123-134, 2018;12(3):123-34",
    "T1a N0 M0, pT3N1, grade 2, Ki67 20 %, HER2 2+, RE 90 %",
    "Gleason 3+4=7, ISUP 2, PSA 6,78",
    "1er trimestre, 2e enfant, 32 SA + 4 j, G3P2, Apgar 9/10/10",
    "28 SA, 34 SA, DDR incertaine, HU 24 cm",
    "O2 2 L/min, SpO2 92 % AA, FR 24, TA 105/62, T° 38,4",
    "Glasgow 15 (Y4 V5 M6), pupilles 3/3 mm",
    "Une personne sur 2, 1/3 des gens, 9/10 d'entre eux",
    "poche de 500 ml, sonde CH 16, aiguille 25G, fil 4/0, lame 15",
    "Vis 4.5 x 40, plaque 3.5, prothèse taille 52/28",
    "bus 72, ligne 13, 3e étage, code 12, porte 4",
    "30 000 cas, 1 200 décès, 66 millions d'habitants",
    "un rapport de 1 pour 1000, 12‰",
    "12-15 séances, 2x/semaine, 45 min",
    "iPhone 12, Windows 11, Python 3.11.4, version 2024.1",
    "R 1234yf, E330, vitamine D 100 000 UI, 50000 UI",
    "COVID-19, H5N1, HPV 16/18, IL-17, PD-L1 50 %, CD20",
    "99 fois sur 100, 100 % d'accord, 90 km/h, 95 kg",
    "elle a 89 ans, mon père 78 ans, ma fille 3 ans, bébé de 14 mois",
    "a 45-year-old man, 2/52 history, review in 6/12, BP 120/80, HR 92, 98% RA",
    "Sats 94% on 2L, RR 22, T 38.2, GCS 15/15, BM 6.7, K+ 5.9",
    "amox 500 mg tds 7/7, pred 40 mg od 5/7, paracetamol 1 g qds",
    "WCC 14.2, CRP 112, Hb 98, plt 412, eGFR 45, trop 12 then 34",
    "NICE NG136, CG127, page 34, see table 3",
    "10 mg/ml, 1:1000 adrenaline 0.5 ml IM, 0.9% saline 1000 ml",
    "In 2019 and 2020, from 2015 to 2019, since the 1990s",
    "He has had 3 kids aged 5, 7 and 11; works 9-5",
    "Call 111 or 999, Samaritans 116 123, text 85258",
    "Open 9am-5pm Mon-Fri, 24/7",
    "The trial (NCT04280705) enrolled 1234 patients, HR 0.78 (0.65-0.92)",
    "ISO 27001, RFC 2606, EN 60601-1, DSM-5, ICD-11 6A02",
    "Il y a 90 ans on ne savait pas, une survie de 95 mois, 92 jours, 98 heures",
    "Merci pour vos 12 messages et 3456 vues",
    "la chambre froide, chambre de 12 m2, un lit sur 2, box fermé",
    "compte rendu en 2 pages, dossier complet, n° 1 des ventes, patient n° 3",
    "plaque d'eczéma 12 x 5 cm, plaques sur 30 % du corps",
    "voiture à 50 km/h, moto 125, 4x4, choc à 90",
    "ma voiture fait 110 cv, un 4x4 de 2015",
    "Le 15 est joignable, faites le 112, appelez le 3114, le 119",
    "le 1er vaccin, la 2e dose, le 3e rappel, la 4ème fois",
    "au 1/2, 3/4 h, 1/4 de cp, 1/2 verre, 2/3",
    "lot FG4567, péremption 06/2025, exp 12/26",
    "06/2024, 12/2019, début 03/2021, 2023/2024",
    "05 puis 06 mg, 010, 0,05",
    "deux, trois, quatre cinq fois par semaine, vingt à trente minutes, cent fois",
    "un deux trois quatre cinq six sept huit neuf dix, je compte pour dormir",
    "one two three four five six seven eight nine ten, breathe",
    "Bonjour à tous, 1) ... 2) ... 3) ... 4) ...",
    "le 5 mg, le 10 mg, le 20 est trop fort",
    "rythme 3-2-1, respiration 4-7-8, cohérence 3-6-5",
    "score 1-0, match 3-2, set 6-4 6-3 7-5",
    "le ratio 16/8, jeûne 16-8, 5:2, 12/12",
    "14/10 en moyenne, max 16/10, min 12/7",
    "RDV dans 15 j, contrôle à 3-6-12 mois, M3, M6, M12",
    "Ø 12 mm, 45°, 3/6 au foyer mitral, 2/6",
    "poids 3 450 g, taille 50 cm, PC 35, T21 1/12 345",
    "PSG : IAH 34/h, ODI 28, SpO2 min 82 %",
    "Perf 125 ml/h, PSE 5 mg/h, débit 2,5",
    "dosage à 1500, 2000 puis 2500, soit 6000 au total",
    "AAH 80 %, 1 000 €, CMU, taux 50-79 %, MDPH",
)
HOSTILE = 100_000


@pytest.mark.parametrize("text", ORDINARY)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_found_in_ordinary_numbers(text: str, language: str) -> None:
    assert {d.kind: found for d in DETECTORS if (found := stretches(d, text, language))} == {}


@pytest.mark.parametrize(
    "piece", ["12 mars ", "1-1-", "06 39 98 12 3", "zéro six ", "née le ", "a.a@", "O0l1 ", "IPP n° "]
)
def test_a_hostile_text_takes_linear_time(piece: str) -> None:
    began = time.process_time()
    for detector in DETECTORS:
        stretches(detector, (piece * HOSTILE)[:HOSTILE])
    assert time.process_time() - began < 6
