"""What makes a patient a person on paper: what matters to her, how to get in, where to park. All in Norwegian."""

MATTERS = [
    "Kaffen først, så resten", "Vil stelle seg selv mest mulig, gi god tid", "Liker at P1 står på mens vi er der",
    "Tidligere lærer, setter pris på en prat om bøker", "Sover lenge om søndagen, kom helst sist i vinduet",
    "Vil ha gardinene trukket fra med en gang", "Spør alltid hva som er til middag, les menyen høyt",
    "Har bodd ved sjøen hele livet, snakk om været", "Er redd for å falle, gå tett ved siden av",
    "Vil ikke bli kalt ved fornavn før dere er kjent", "Avisen ligger i postkassen, ta den med inn",
    "Ta av skoene eller bruk skoovertrekk", "Vil at du setter deg ned et par minutter",
    "Bruker lang tid på å svare, vent", "Strikker til barnebarna, spør gjerne", "Vil ha brødskivene uten skorpe",
    "{Barn} ringer kl. 10, da vil hun være i fred", "Har katten {katt}, lukk døren etter deg",
    "Skal ut med turgruppen {dag}er, vær ferdig til 11", "Liker kort beskjed og raskt arbeid",
    "Ber bordbønn før maten", "Setter stor pris på kjente ansikter", "Vil ha hjelp til å ringe {barn} etterpå",
    "Synger gjerne med under stellet", "Vil velge klærne selv, legg fram to valg", "Fryser lett, varm opp badet først",
    "Legger seg ikke før nyhetene er ferdige", "Røykfritt hus, ikke parfyme", "Lytter på gudstjenesten søndag kl. 11",
    "{Barn} kommer hver {dag} og hjelper til selv", "Har vært sykepleier, vil vite hva du gjør og hvorfor",
    "Teen skal stå klar på kjøkkenbordet", "Ikke rør avisbunken ved stolen", "Spiser best når noen sitter ved bordet",
    "Gå turen til postkassen sammen når det er tørt", "Vil ha vinduet på gløtt hele året",
    "Savner hunden, snakk gjerne om den", "Har smerter om morgenen, begynn rolig",
    "Svimmel når hun reiser seg, vent litt på sengekanten", "Vil vite hvem som kommer i morgen",
    "Kaffe med to sukkerbiter, havregrøt uten melk", "Orden i skuffene: legg tilbake der det lå",
    "Snakker helst nynorsk og vil bli svart høyt", "Arbeidet på verftet i førti år, har mange historier",
    "Liker ikke å bli vekket, bank på og vent", "Hår og negler er viktig før {barn} kommer på {dag}",
    "Lys på i gangen når du går", "Går med rullator inne, flytt den aldri", "Får bare sove med døren åpen",
    "Vil helst ha varm middag kl. 13", "Gleder seg til dagsenteret på {dag}",
    "Løser kryssord, hjelp gjerne med ett ord", "Sorg etter ektefellen i vinter, gi tid",
    "Vil ha blomstene vannet på {dag}", "Blir fort trett, ta pause underveis", "Er stolt av hagen, spør om rosene",
    "Følger Brann, si resultatet", "Sier sjelden fra når noe gjør vondt, spør direkte",
]
CATS = ["Pus", "Mons", "Findus", "Nøste", "Sofie"]
DOGS = ["Bamse", "Laika", "Buster", "Tinka", "Rex", "Bella"]
CHILDREN = ["datteren", "sønnen", "søsteren", "barnebarnet", "svigerdatteren"]
WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag"]
MATTERS_BY_NEED = {
    "hearing": ["Høreapparat i venstre øre, snakk rolig og tydelig", "Hører dårlig: stå foran ham og ha blikkontakt",
                "Høreapparatene ligger på nattbordet, sett dem i før dere snakker"],
    "sight": ["Ser dårlig, si hvem du er når du kommer inn", "Nesten blind: sett alt tilbake der det stod"],
    "cognitive_impairment": ["Blir urolig av hastverk: én ting om gangen", "Si navnet ditt og hvorfor du er der, hver gang",
                             "Kan si at hun har spist, se etter i kjøleskapet", "Bruk bildeboken når han leter etter konen"],
    "insulin": ["Insulin først, så frokost – kaffen mens hun venter", "Måler selv, men vil at du ser på tallet"],
    "lift": ["Forklar hvert steg før heisen løfter", "Seilet henger på døren, vil ha puten under venstre arm",
             "Bestemmer selv når han skal opp, spør først"],
    "palliative": ["Smertefri og hjemme så lenge det går", "Vil ha ro, bare én i rommet om gangen",
                   "Sønnen sover på sofaen, bank forsiktig på"],
    "language": ["Datteren tolker på telefon, nummeret henger på kjøleskapet", "Forstår norsk, svarer helst på morsmålet",
                 "Vis med hendene og smil, bruk bildekortene"],
    "wants_women": ["Vil ha kvinne til dusj og stell", "Vil bare ha kvinner til stellet, er tydelig på det"],
    "psychiatric": ["Ring fem minutter før du kommer", "Vil avtale neste gang før du går",
                    "Ikke kom to uten å si fra på forhånd"],
}
HOUSE_ACCESS = [
    "Park på gårdsplassen, ring på og gå inn", "Inngang på baksiden, løs hund i hagen: ring først",
    "Bratt oppkjørsel, park ved veien når det er glatt", "Døren er åpen om dagen, rop når du kommer inn",
    "Nøkkelboks til høyre for døren", "Kjellerinngang, lyset tennes av seg selv",
    "Park hos naboen i nr. {nabo}, det er avtalt", "Ring på to ganger, hun bruker tid til døren",
    "Snuplass i enden av veien", "Rampe ved kjøkkendøren", "Hunden {hund} er snill, men bjeffer",
    "Smal vei, rygg ned til huset", "Sykkel kan stå i boden",
]
FLAT_ACCESS = [
    "{etasje}. etasje, heis. Ring på porttelefonen", "{etasje}. etasje uten heis, døren til høyre",
    "Porttelefon: velg navnet, vent litt", "{etasje}. etasje, heisen er treg. Gjesteparkering bak bygget",
    "Park på plass {plass} bak blokken", "Leilighet {leilighet}, svalgangen på baksiden",
    "Omsorgsbolig, nøkkel i nøkkelskapet på basen",
]
TOWN_PARKING = ["Park i {gate}, hjemmetjenesteoblat i ruten", "Ingen parkering, gå fra torget", ""]


def matters_of(patient, rng):
    """The one line that is printed; now and then there is none."""
    special = special_needs(patient)
    if special and rng.random() < 0.55:
        return worded(rng.choice(MATTERS_BY_NEED[rng.choice(special)]), patient, rng)
    if patient.age > 78 and rng.random() < 0.16:
        return worded(rng.choice(MATTERS_BY_NEED[rng.choice(["hearing", "hearing", "sight"])]), patient, rng)
    if rng.random() < (0.3 if patient.usage == "A" else 0.06):
        return ""
    return worded(rng.choice(MATTERS), patient, rng)


def special_needs(patient):
    """What among the patient's facts deserves a line of its own."""
    special = []
    if patient.prefer_gender == "f":
        special.append("wants_women")
    if any(s.task.key == "insulin" for s in patient.services):
        special.append("insulin")
    if any(s.staff_count == 2 for s in patient.services):
        special.append("lift")
    special += [code for code in ("cognitive_impairment", "palliative") if patient.has(code)]
    if "nb" not in patient.languages.split():
        special.append("language")
    if patient.profile == "psychiatric":
        special.append("psychiatric")
    return special


def worded(text, patient, rng):
    """The line with its names filled in, starting with a capital, about a woman or a man."""
    child = rng.choice(CHILDREN)
    text = text.format(katt=rng.choice(CATS), hund=rng.choice(DOGS), barn=child, Barn=child.capitalize(),
                       dag=rng.choice(WEEKDAYS))
    return fit(text, patient)


def fit(text, patient):
    """Norwegian says he or she: the line follows the patient."""
    man = patient.person.gender == "m"
    pairs = [("hun", "han"), ("henne", "ham"), ("konen", "mannen")]
    words = text.split(" ")
    for index, word in enumerate(words):
        bare = word.strip(",.:–")
        for woman_word, man_word in pairs[:2]:
            if bare in (woman_word, man_word):
                words[index] = word.replace(bare, man_word if man else woman_word)
        if bare in pairs[2]:
            words[index] = word.replace(bare, "konen" if man else "mannen")
    return " ".join(words)


def access_of(patient, rng):
    house = patient.house
    if house.flats:
        floors = 6 if house.kind == "town" else 4
        text = rng.choice(FLAT_ACCESS).format(etasje=rng.randrange(2, floors), plass=rng.randrange(2, 40),
                                              leilighet=rng.randrange(1, 5) * 100 + rng.randrange(1, 9))
    else:
        number = int(house.address.split()[-1])
        text = rng.choice(HOUSE_ACCESS).format(nabo=number + 2, hund=rng.choice(DOGS))
    if house.kind == "town" and rng.random() < 0.4:
        parking = rng.choice(TOWN_PARKING).format(gate=rng.choice(patient.area.streets).name)
        text = f"{text}. {parking}" if parking else text
    return fit(text, patient)


def describe(patients, rng):
    """Fills in the lines, keys and telephone numbers; husband and wife share the door."""
    key_number = 100
    for patient in patients:
        patient.important = matters_of(patient, rng)
        other = patient.partner
        if other is not None and other.access:
            patient.access, patient.key_number, patient.door_code = other.access, other.key_number, other.door_code
        else:
            patient.access = access_of(patient, rng)
            if rng.random() < (0.25 if patient.usage == "A" else 0.7):
                key_number += rng.randrange(1, 4)
                patient.key_number = f"N{key_number}"
            if patient.house.flats and rng.random() < 0.3:
                patient.door_code = f"{rng.randrange(1000, 10000)}"
        if rng.random() < 0.93:
            patient.phone = f"55 {rng.randrange(10, 99)} {rng.randrange(10, 99)} {rng.randrange(10, 99)}"
