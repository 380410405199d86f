#!/usr/bin/env python3
"""Every KIND and column can be read with its Norwegian header too, in any order, and what is written stays English
whatever the language: the demonstration base, its headers translated and its columns turned round, is the same base."""
import csv
import os
import subprocess

# What a column is called in English and in Norwegian: a contract with those who write such files.
NORWEGIAN = {
    "teams": """team=team kind=type name=navn location=lokalisasjon ht=ht lat=breddegrad lon=lengdegrad
        max_lists=maks_lister unit=enhet areas=områder phone=telefon cars=biler ended=avsluttet""",
    "tasks": """task=oppgave name=navn min_role=laveste_rolle skills=kompetanse duration=varighet priority=prioritet
        load=belastning ended=avsluttet""",
    "staff": """staff=ansatt name=navn role=rolle team=team position_pct=stillingsprosent functions=funksjoner
        skills=kompetanse languages=språk transport=transport employment=ansettelse
        exclude_tasks=unntatte_oppgaver phone=telefon gender=kjønn ended=sluttet""",
    "patients": """patient=pasient name=navn address=adresse lat=breddegrad lon=lengdegrad area=område team=team
        status=status primary_contact=primærkontakt secondary_contact=sekundærkontakt languages=språk
        exclude_staff=unntatte_ansatte important=viktig access=adkomst admitted=innskrevet phone=telefon
        cooperating_team=samarbeidende_team prefer_gender=ønsket_kjønn spo2_scale=spo2_skala
        protected=skjermet key_number=nøkkelnummer door_code=dørkode""",
    "needs": """patient=pasient code=kode value=verdi from=fra until=til noted_by=notert_av""",
    "observations": """patient=pasient at=tidspunkt resp=respirasjon spo2=spo2 scale=skala oxygen=oksygen
        systolic=systolisk pulse=puls consciousness=bevissthet temp=temperatur""",
    "criteria": """criterion=kriterium outcome=utfall when=når rationale=begrunnelse source=kilde rank=rang
        version=versjon valid_from=gjelder_fra active=aktiv""",
    "services": """service=tiltak patient=pasient task=oppgave days=dager every=hver start=start until=til
        earliest=tidligst latest=senest window=vindu duration=varighet staff_count=antall_ansatte
        skills=kompetanse min_role=laveste_rolle priority=prioritet follows=følger min_gap=minste_mellomrom
        max_gap=største_mellomrom second_role=andre_rolle second_skills=andre_kompetanse
        second_team=andre_team""",
    "shifts": """date=dato shift=vakt staff=ansatt team=team start=start end=slutt function=funksjon covers=dekker
        replaces=erstatter""",
    "absences": """staff=ansatt from=fra until=til reason=årsak shift=vakt from_time=fra_tid""",
    "suspensions": """patient=pasient from=fra until=til review=vurderes reason=årsak""",
    "travel": """from=fra to=til mode=reisemåte minutes=minutter""",
    "history": """date=dato shift=vakt patient=pasient staff=ansatt task=oppgave minutes=minutter""",
    "reminders": """team=team due=frist patient=pasient text=tekst reminder=huskepunkt done=gjort""",
    "queue_history": """item=henvendelse step=steg at=tidspunkt by=av state=tilstand owner=eier outcome=utfall""",
    "queue": """at=tidspunkt kind=type urgency=hastegrad patient=pasient from=fra text=tekst team=team owner=eier
        state=tilstand item=henvendelse due=frist outcome=utfall changed_at=endret changed_by=endret_av
        visit=oppdrag""",
    "lists": """list=arbeidsliste date=dato shift=vakt team=team staff=ansatt start=start end=slutt
        function=funksjon covers=dekker state=tilstand car=bil""",
    "visits": """visit=oppdrag date=dato shift=vakt patient=pasient service=tiltak task=oppgave team=team
        min_role=laveste_rolle skills=kompetanse duration=varighet earliest=tidligst latest=senest
        window=vindu priority=prioritet state=tilstand list=arbeidsliste seq=rekkefølge start=start
        staff=ansatt reason=årsak pinned=låst by_hand=for_hånd""",
    "transfers": """transfer=overføring patient=pasient from_team=fra_team to_team=til_team from_date=fra_dato
        reason=årsak state=tilstand ack_from=bekreftet_fra ack_to=bekreftet_til
        cooperating_team=samarbeidende_team at=tidspunkt""",
    "decisions": """decision=avgjørelse patient=pasient at=tidspunkt outcome=utfall responsible_team=ansvarlig_team
        cooperating_team=samarbeidende_team criteria_version=kriterieversjon facts=fakta criteria=kriterier
        explanation=forklaring decided_by=avgjort_av reason=årsak review=vurderes""",
    "carry_overs": """carry_over=hengeoppgave visit=oppdrag patient=pasient from=fra next=neste at=tidspunkt reason=årsak
        state=tilstand""",
    "meeting": """meeting=møtepunkt patient=pasient team=team date=dato ground=grunnlag light=lys text=tekst""",
    "acks": """finding=funn by=av reason=årsak at=tidspunkt""",
    "approvals": """date=dato shift=vakt team=team by=av at=tidspunkt changed_at=endret""",
    "handover_acks": """date=dato shift=vakt team=team by=av at=tidspunkt""",
    "own_looks": """reader=leser team=team at=tidspunkt""",
    "patient_looks": """reader=leser patient=pasient at=tidspunkt""",
    "settings": """name=navn value=verdi""",
}
DATE = "2026-03-04"
faults = []


def vaktrom(*words, statuses=(0,), **settings):
    ended = subprocess.run([os.environ["VAKTROM"], *words], capture_output=True, encoding="utf-8",
                           env={**os.environ, **settings})
    if ended.returncode not in statuses:
        raise SystemExit(f"{words}: exit {ended.returncode}: {ended.stderr[:2000]}")
    return ended.stdout


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def turn_round(kind, rows):
    """The rows with Norwegian headers, every other one in capitals, the last column first."""
    names = dict(pair.split("=") for pair in NORWEGIAN[kind].split())
    for header in rows[0]:
        if header not in names:
            faults.append(f"{kind}: '{header}' has no Norwegian header in this test")
    header = [names.get(name, name) for name in rows[0]]
    header = [name.upper() if at % 2 else name for at, name in enumerate(header)]
    return [row[::-1] for row in [header, *rows[1:]]]


# A base with rows of as many KINDs as the commands make.
vaktrom("init", "--demo")
vaktrom("nightly", "--date", DATE, "--seconds", "2", statuses=(0, 1))
vaktrom("export", "--all", "english")
kinds = sorted(name[:-4] for name in os.listdir("english"))
if kinds != sorted(NORWEGIAN):
    faults.append(f"KINDs of the program and of this test differ: {sorted(set(kinds) ^ set(NORWEGIAN))}")

os.mkdir("norwegian")
for kind in kinds:
    with open(f"norwegian/{kind}.csv", "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(turn_round(kind, read(f"english/{kind}.csv")))
vaktrom("--db", "norwegian.db", "init")
vaktrom("--db", "norwegian.db", "import", "--all", "norwegian")

# Written headers are English whatever is asked.
for settings, words in (({}, []), ({"LC_ALL": "nb_NO.UTF-8"}, []), ({}, ["--lang", "nb"])):
    vaktrom("--db", "norwegian.db", *words, "export", "--all", "again", **settings)
    for kind in kinds:
        if read(f"again/{kind}.csv") != read(f"english/{kind}.csv"):
            faults.append(f"{kind} did not come back as it was ({settings or words or 'as it is'})")

# Columns that are written only where a row fills them, and KINDs without a row, are read by their header alone.
for kind, text in NORWEGIAN.items():
    with open(f"{kind}.csv", "w", encoding="utf-8") as file:
        file.write(",".join(pair.split("=")[1] for pair in text.split()) + "\n")
    vaktrom("--db", "norwegian.db", "import", kind, f"{kind}.csv", "--dry-run")

if faults:
    raise SystemExit("\n".join(faults))
