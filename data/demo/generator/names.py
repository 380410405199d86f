"""Fictional people: given names by age, family names of western Norway, and some from elsewhere."""

OLD_WOMEN = """Solveig Gerd Inger Astrid Bjørg Ragnhild Borghild Kari Liv Aslaug Turid Berit Randi Marit Else Åse Tordis
Synnøve Oddlaug Gudrun Magnhild Eldbjørg Ingeborg Torbjørg Sigrid Klara Ruth Anna Margit Unni Wenche Grethe Reidun
Jorunn Bodil Aud Nelly Edith Jenny Olaug Haldis Signe Agnes Ingrid Målfrid Kjellaug Gunnvor Lilly Erna Judith Esther
Rigmor Sonja Eva Helga Martha Karen Dagny Ellen Mary Laila Vigdis Brit Torunn Anne-Lise Anne-Marie Inger-Johanne
Elsa Bergljot Asta Ingunn Jofrid Sølvi Birgit Åshild Valborg""".split()
OLD_MEN = """Kåre Arne Odd Leif Harald Magne Olav Einar Sverre Per Reidar Bjarne Oddvar Asbjørn Alf Gunnar Egil
Johannes Nils Torleif Kjell Rolf Helge Knut Ivar Finn Erling Arvid Trygve Sigurd Hans Jan Svein Terje Øyvind Steinar
Åge Birger Thorvald Mikal Ottar Lars Anton Ragnvald Ingvald Aksel Håkon Karsten Torstein Audun Øystein Kristoffer
Henry Willy Roald Eilif Ansgar Sigmund Jostein Edvin""".split()
MID_WOMEN = """Mona Anita Tone Hege Grete Elin Nina Trine Monica Heidi Bente Rita Siv Lisbeth Gunn Merete Vibeke
Marianne Kjersti Anne Torill Linda""".split()
MID_MEN = """Geir Rune Frode Morten Tommy Roy Stig Atle Jarle Roger Kenneth Dag Vidar Ståle Espen Bård Tor Eivind
Kjetil Robert Pål""".split()
YOUNG_WOMEN = """Sonja Berit Line Ingrid Silje Marte Hilde Ida Thea Camilla Kristin Anne Linn Maria Trude Monica Ingvild
Eva Heidi Gro Siri Vilde Nora Kine Tonje Åshild Marianne Cecilie Renate Veronika Hanne Elise Julie Karoline Mari
Synne Frida Malin Guro Randi Unn Stine Janne Ragnhild Tuva Oda Emilie Anja Lene Gunhild Bente Mette Astri Helene
Johanne Karianne Lill-Tove May-Britt Rønnaug Solfrid Tordis Vibeke""".split()
YOUNG_MEN = """Tor Lars Eirik Jonas Henrik Ole Anders Mathias Sondre Kristian Martin Håvard Magnus Trond Øystein Sigbjørn
Torbjørn Åsmund Even Markus Vegard Arild Stian Bjørnar Joakim Simen Gaute""".split()
FAMILY = """Kvamme Nygård Haugland Tveit Solheim Birkeland Hjelle Myklebust Sæle Økland Bruvik Heggland Hope Rødland
Fosse Nesse Vik Lid Skår Eide Aarseth Takle Steinsland Midtun Sælen Instebø Eikeland Hauge Bergesen Johannessen Olsen
Hansen Pedersen Larsen Andersen Nilsen Jacobsen Halvorsen Dale Mjelde Opdal Fjellanger Storebø Toft Træet Våge
Ytrearne Ødegaard Askeland Blindheim Brekke Dyrkolbotn Espeland Flesland Grimstad Håland Isdahl Kleppe Langeland
Monsen Natås Osvoll Røssland Sandvik Tangen Ulvesæter Valestrand Wergeland Øvrebø Ågotnes Samnøy Hordvik Kolltveit
Torsvik Skjold Rongved Gjertsen Mikkelsen Lie Moe Strand Berge Lunde Bakke Hovland Skeie Rasmussen Knudsen Thorsen
Iversen Clausen Daae Mowinckel Grieg-Hansen Matre Sørensen Ekren Høyland Kårbø Landro Misje""".split()

# given, family, gender, languages beside Norwegian (of patients and of staff, older and younger)
ABROAD_OLD = [
    ("Thị Lan", "Nguyễn", "f", "vi"), ("Fatima", "El-Amrani", "f", "ar fr"), ("Mehmet", "Yıldız", "m", "tr"),
    ("Zofia", "Wiśniewska", "f", "pl"), ("Krzysztof", "Zieliński", "m", "pl"), ("Jelena", "Đorđević", "f", "sr"),
    ("Abdirahman", "Warsame", "m", "so"), ("Kanagaratnam", "Sivalingam", "m", "ta"), ("Štefan", "Novák", "m", "sk"),
    ("Björk", "Jónsdóttir", "f", "is en"), ("Þórður", "Guðmundsson", "m", "is en"), ("Mary", "O’Donnell", "f", "en"),
    ("Halima", "Farah", "f", "so"), ("Enver", "Hadžić", "m", "bs"), ("Rosa", "Muñoz", "f", "es"),
    ("Văn Hùng", "Trần", "m", "vi"), ("Parvin", "Hosseini", "f", "fa"), ("Ivan", "Petrov", "m", "ru"),
    ("Gülsüm", "Demir", "f", "tr"), ("Dieter", "Groß", "m", "de en"),
]
ABROAD_YOUNG = [
    ("Amir", "Rahimi", "m", "fa en"), ("Grace", "Okafor", "f", "en"), ("Joy", "Villanueva", "f", "tl en"),
    ("Phương", "Lê", "f", "vi"), ("Agnieszka", "Kowalczyk", "f", "pl"), ("Selamawit", "Tesfaye", "f", "ti en"),
    ("Fadumo", "Ali Nur", "f", "so ar"), ("Yusuf", "Demir", "m", "tr"), ("Dragana", "Petrović", "f", "sr"),
    ("Maria", "Santos", "f", "tl en"), ("Amira", "Hassan", "f", "ar en"), ("Rasa", "Kazlauskienė", "f", "lt ru"),
    ("Nimalan", "Selvarajah", "m", "ta en"), ("Łukasz", "Wójcik", "m", "pl"), ("Ana", "Ferreira", "f", "pt es"),
    ("Hodan", "Ismail", "f", "so"), ("Senait", "Habte", "f", "ti"), ("Elif", "Kaya", "f", "tr"),
    ("Jelena", "Marković", "f", "sr bs"), ("Siriporn", "Andersen", "f", "th"), ("Olena", "Kovalenko", "f", "uk ru"),
    ("Tomáš", "Dvořák", "m", "cs en"), ("Emma", "Lindström", "f", "sv"), ("Kofi", "Mensah", "m", "en"),
    ("Zainab", "Noor", "f", "ur en"), ("Mihaela", "Ionescu", "f", "ro"),
]


class Person:
    """A name with what goes with it."""

    def __init__(self, given, family, gender, languages):
        self.given, self.family, self.gender, self.languages = given, family, gender, languages
        self.name = f"{given} {family}"


class Names:
    """Hands out people whose full names are all different."""

    def __init__(self, rng):
        self.rng, self.used = rng, set()

    def _take(self, given, family, gender, languages):
        person = Person(given, family, gender, languages)
        if person.name in self.used:
            return None
        self.used.add(person.name)
        return person

    def _norwegian(self, gender, women, men, family=None):
        while True:
            given = self.rng.choice(women if gender == "f" else men)
            surname = family or self.rng.choice(FAMILY)
            if not family and self.rng.random() < 0.06:
                surname = f"{self.rng.choice(FAMILY)} {surname}"
            if len(set(surname.split())) == len(surname.split()):
                person = self._take(given, surname, gender, "nb")
                if person:
                    return person

    def _abroad(self, table, gender):
        rows = [row for row in table if row[2] == gender]
        self.rng.shuffle(rows)
        for given, family, _, languages in rows:
            norwegian = "nb " if table is ABROAD_YOUNG or self.rng.random() < 0.6 else ""
            person = self._take(given, family, gender, norwegian + languages)
            if person:
                return person
        return None

    def patient(self, age, gender, family=None):
        """Somebody of that age; with `family`, the husband or wife of somebody."""
        if not family and self.rng.random() < 0.035:
            person = self._abroad(ABROAD_OLD, gender)
            if person:
                return person
        women, men = (OLD_WOMEN, OLD_MEN) if age >= 66 else (MID_WOMEN, MID_MEN)
        return self._norwegian(gender, women, men, family)

    def worker(self, gender):
        if self.rng.random() < 0.2:
            person = self._abroad(ABROAD_YOUNG, gender)
            if person:
                return person
        person = self._norwegian(gender, YOUNG_WOMEN, YOUNG_MEN)
        if self.rng.random() < 0.5:
            person.languages += " en"
        return person
