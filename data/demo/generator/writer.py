"""Writes the base as the CSV files of the interface: comma, UTF-8, \\n, quotes only where needed."""

import csv
import pathlib
import shutil

from .catalogue import DATA
from .clock import hhmm

TEAM_COLUMNS = "team,kind,name,location,ht,lat,lon,max_lists,unit,areas,phone,cars".split(",")
STAFF_COLUMNS = ("staff,name,role,team,position_pct,functions,skills,languages,transport,employment,exclude_tasks,"
                 "phone,gender").split(",")
PATIENT_COLUMNS = ("patient,name,address,lat,lon,area,team,status,primary_contact,secondary_contact,languages,"
                   "exclude_staff,important,access,admitted,phone,cooperating_team,prefer_gender,spo2_scale,protected,"
                   "key_number,door_code").split(",")
SERVICE_COLUMNS = ("service,patient,task,days,every,start,until,earliest,latest,window,duration,staff_count,skills,"
                   "min_role,priority,follows,min_gap,max_gap,second_role,second_skills,second_team").split(",")
COLUMNS = {
    "needs": "patient,code,value,from,until,noted_by", "absences": "staff,from,until,reason,shift",
    "observations": "patient,at,resp,spo2,scale,oxygen,systolic,pulse,consciousness,temp",
    "shifts": "date,shift,staff,team,start,end,function,covers", "suspensions": "patient,from,until,review,reason",
    "travel": "from,to,mode,minutes", "history": "date,shift,patient,staff,task,minutes",
    "reminders": "team,due,patient,text", "queue": "at,kind,urgency,patient,from,text,team,owner,state",
}
GENDER = {"f": "female", "m": "male", None: ""}


def write(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def team_row(team):
    areas = team.areas or []
    return {"team": team.key, "kind": team.kind, "name": team.name, "location": team.location,
            "ht": team.ht.key if team.ht else "", "lat": f"{team.base.at[0]:.5f}", "lon": f"{team.base.at[1]:.5f}",
            "max_lists": 10 if team.kind == "OT" else 15, "unit": team.unit, "areas": " ".join(a.name for a in areas),
            "phone": team.phone, "cars": team.cars}


def staff_row(worker):
    return {"staff": worker.key, "name": worker.person.name, "role": worker.role, "team": worker.team.key,
            "position_pct": worker.percent, "functions": " ".join(sorted(worker.functions)),
            "skills": worker.skill_words(), "languages": worker.person.languages, "transport": worker.transport,
            "employment": worker.employment, "exclude_tasks": " ".join(worker.exclude_tasks), "phone": worker.phone,
            "gender": GENDER[worker.person.gender]}


def patient_row(p):
    return {"patient": p.key, "name": p.person.name, "address": p.house.address, "lat": f"{p.house.at[0]:.5f}",
            "lon": f"{p.house.at[1]:.5f}", "area": p.area.name, "team": p.team.key, "status": p.status,
            "primary_contact": p.primary.key if p.primary else "",
            "secondary_contact": p.secondary.key if p.secondary else "", "languages": p.languages,
            "exclude_staff": " ".join(p.exclude_staff), "important": p.important, "access": p.access,
            "admitted": p.admitted, "phone": p.phone, "cooperating_team": p.cooperating.key if p.cooperating else "",
            "prefer_gender": GENDER[p.prefer_gender], "spo2_scale": p.spo2_scale,
            "protected": "yes" if p.protected else "no", "key_number": p.key_number, "door_code": p.door_code}


def shift_row(row):
    return {"date": row.day, "shift": row.shift, "staff": row.worker.key, "team": row.team.key,
            "start": hhmm(row.start), "end": hhmm(row.end), "function": row.function,
            "covers": " ".join(team.key for team in row.covers)}


def need_rows(patients):
    return [{"patient": p.key, "code": code, "value": value, "from": since, "until": until or "", "noted_by": by}
            for p in patients for code, value, since, until, by in p.needs]


def write_base(world, facts, events, history, out):
    """All import files of the base in `out`."""
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("tasks.csv", "criteria.csv"):
        shutil.copyfile(DATA / name, folder / name)
    write(folder / "teams.csv", TEAM_COLUMNS, map(team_row, world.teams))
    write(folder / "staff.csv", STAFF_COLUMNS, map(staff_row, world.staff))
    write(folder / "patients.csv", PATIENT_COLUMNS, map(patient_row, world.patients))
    write(folder / "services.csv", SERVICE_COLUMNS, (service.row() for service in world.services))
    tables = {
        "needs": need_rows(world.patients), "observations": facts.observations, "shifts": map(shift_row, world.shifts),
        "absences": events.absences, "suspensions": events.suspensions, "travel": world.corrections,
        "history": history, "reminders": events.reminders, "queue": events.queue,
    }
    for kind, rows in tables.items():
        write(folder / f"{kind}.csv", COLUMNS[kind].split(","), rows)


def write_witness(plan, path):
    """The hidden plan: one row per visit and worker, for tests that want to see that one exists."""
    rows = []
    for route in plan.lists():
        for seq, stop in enumerate(route.visits(), 1):
            visit = stop.visit
            rows.append({"date": visit.day, "shift": route.shift.shift, "team": route.shift.team.key,
                         "staff": route.worker.key, "seq": seq, "service": visit.service.key, "part": visit.part + 1,
                         "start": hhmm(stop.early)})
    write(path, "date,shift,team,staff,seq,service,part,start".split(","), rows)
