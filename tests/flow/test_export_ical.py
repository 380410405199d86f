#!/usr/bin/env python3
"""export ical: read back by a parser of its own (RFC 5545, nothing of ours): true lengths over clock changes, folding,
escapes, stable UIDs, growing SEQUENCE, a cancelled shift for who is away, and not a word about patients."""
import csv
import datetime
import io
import os
import re
import subprocess
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
TEAM = "OT Åsen, «Øvre»; og sør\\nord " + "æøå" * 20
faults = []


def expect(got, wanted, what):
    if got != wanted:
        faults.append(f"{what}: got {got!r}, wanted {wanted!r}")


def vaktrom(*words, status=0, now="2026-03-03T22:00:00+01:00", **options):
    ended = subprocess.run([os.environ["VAKTROM"], *words], capture_output=True,
                           env={**os.environ, "VAKTROM_NOW": now}, **options)
    if ended.returncode != status:
        raise SystemExit(f"{words}: exit {ended.returncode}, not {status}: {ended.stderr.decode()}")
    return ended.stdout


def write(name, text):
    with open(name, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def unescape(text):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def parse(data):
    """A calendar's properties and its events; refuses what RFC 5545 refuses."""
    if not data.endswith(b"\r\n") or b"\n" in data.replace(b"\r\n", b""):
        raise SystemExit("a line does not end in CR LF")
    for line in data.split(b"\r\n"):
        line.decode("utf-8")  # no character is cut in two
        if len(line) > 75:
            faults.append(f"{len(line)} octets in a line: {line!r}")
    lines = data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    events, calendar, now = [], {}, None
    for line in lines[1:-1]:
        name, value = re.fullmatch(r"([A-Z-]+)(?:;[^:]*)?:(.*)", line).groups()
        if line == "BEGIN:VEVENT":
            now = {}
        elif line == "END:VEVENT":
            events.append(now)
            now = None
        else:
            target = calendar if now is None else now
            expect(name in target, False, f"{name} twice")
            target[name] = unescape(value)
    expect([lines[0], lines[-1]], ["BEGIN:VCALENDAR", "END:VCALENDAR"], "first and last line")
    return calendar, events


def local(stamp):
    at = datetime.datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
    return at, at.astimezone(OSLO).strftime("%Y-%m-%d %H:%M")


def times(event):
    (start, from_text), (end, to_text) = local(event["DTSTART"]), local(event["DTEND"])
    return from_text, to_text, (end - start).total_seconds() / 3600


write("teams.csv", "team,kind,name,location,ht,lat,lon,max_lists\nHT1,HT,HT,Base,,60.1,5.1,\n"
      f'OT1,OT,"{TEAM}","Sørbygda 12, inngang B",HT1,60.1,5.2,\n')
write("staff.csv", "staff,name,role,team,position_pct,functions,skills,languages,transport,employment,exclude_tasks\n"
      "S1,Åse Bø,nurse,OT1,100,,,,car,permanent,\nS2,Per,nurse,OT1,100,,,,car,permanent,\n")
write("shifts.csv", "date,shift,staff,team,start,end,function\n2026-03-02,day,S1,HT1,07:45,15:30,\n"
      "2026-03-04,day,S1,OT1,07:45,12:00,coordinator\n2026-03-04,evening,S1,OT1,16:00,00:00,\n2026-03-05,day,S2,OT1,08:00,15:00,\n"
      "2026-03-28,night,S1,OT1,22:30,07:30,\n2026-07-01,day,S1,OT1,07:45,15:30,\n2026-10-24,night,S1,HT1,22:30,07:30,\n"
      "2026-10-25,day,S2,HT1,02:30+01:00,10:00,\n")
write("absences.csv", "staff,from,until,reason\nS1,2026-06-29,2026-07-03,sick\n")
vaktrom("init")
for kind in ("teams", "staff", "shifts", "absences"):
    vaktrom("import", kind, f"{kind}.csv")

calendar, events = parse(vaktrom("export", "ical", "--staff", "S1"))
expect(calendar["VERSION"] + calendar["METHOD"], "2.0PUBLISH", "calendar")
expect([times(event) for event in events],
       [("2026-03-04 07:45", "2026-03-04 12:00", 4.25), ("2026-03-04 16:00", "2026-03-05 00:00", 8),
        ("2026-03-28 22:30", "2026-03-29 07:30", 8), ("2026-07-01 07:45", "2026-07-01 15:30", 7.75),
        ("2026-10-24 22:30", "2026-10-25 07:30", 10)], "the shifts from today on")
expect([event["STATUS"] for event in events], ["CONFIRMED"] * 3 + ["CANCELLED", "CONFIRMED"], "who is away")
expect([events[0]["SUMMARY"], events[2]["SUMMARY"]], [f"Day shift, {TEAM} (shift coordinator)", f"Night shift, {TEAM}"], "what")
expect(events[0]["LOCATION"], "Sørbygda 12, inngang B", "where")
expect(len({event["UID"] for event in events}), 5, "UIDs")
expect(times(parse(vaktrom("export", "ical", "--staff", "S2", "--from", "2026-10-25"))[1][0]),
       ("2026-10-25 02:30", "2026-10-25 10:00", 7.5), "the second of a repeated hour")
expect("sick" in str(events), False, "why somebody is away")

# A changed shift keeps its UID and has a later SEQUENCE; files are as standard output.
vaktrom("edit", "shifts", "2026-03-28 S1 22:30", "end=06:30")
vaktrom("export", "ical", "--staff", "s1", "--from", "2026-03-28", "--to", "2026-03-28", "--out", "s1.ics",
        now="2026-03-03T22:05:00+01:00")
with open("s1.ics", "rb") as file:
    (changed,) = parse(file.read())[1]
expect(changed["UID"], events[2]["UID"], "UID of a changed shift")
expect(int(changed["SEQUENCE"]) > int(events[2]["SEQUENCE"]), True, "its SEQUENCE")
expect(times(changed), ("2026-03-28 22:30", "2026-03-29 06:30", 7), "its times")
expect(parse(vaktrom("export", "ical", "--staff", "S2", "--from", "2027-01-01"))[1], [], "no shifts")
unknown = subprocess.run([os.environ["VAKTROM"], "export", "ical", "--staff", "S22", "--out", "lost.ics"], capture_output=True,
                         encoding="utf-8")
expect((unknown.returncode, "did you mean 'S2'" in unknown.stderr, os.path.exists("lost.ics")), (2, True, False), "a slip")
vaktrom("export", "ical", status=2)
vaktrom("export", "ical", "--staff", "S1", "--from", "2026-03-05", "--to", "2026-03-04", status=2)

# Who goes home ill was at work till then and is away from every shift after it; a strange id stays one UID.
os.environ["VAKTROM_DB"] = "ill.db"
vaktrom("init")
write("staff.csv", "staff,name,role,team,position_pct,functions,skills,languages,transport,employment,exclude_tasks\n"
      '"S,1;x\\n",Åse Bø,nurse,OT1,100,,,,car,permanent,\n')
write("shifts.csv", "date,shift,staff,team,start,end,function\n" +
      "".join(f'2026-03-{day:02},{shift},"S,1;x\\n",OT1,{start},{end},\n' for day, shift, start, end in
              [(4, "day", "07:45", "12:00"), (4, "evening", "16:00", "22:00"), (5, "day", "07:45", "15:30"),
               (6, "day", "07:45", "15:30"), (9, "day", "07:45", "15:30")]))
write("absences.csv", 'staff,from,until,reason,from_time\n"S,1;x\\n",2026-03-04,2026-03-06,sick,10:00\n')
for kind in ("teams", "staff", "shifts", "absences"):
    vaktrom("import", kind, f"{kind}.csv")
ill = parse(vaktrom("export", "ical", "--staff", "S,1;x\\n"))[1]
expect([event["STATUS"] for event in ill], ["CONFIRMED"] + ["CANCELLED"] * 3 + ["CONFIRMED"], "who went home ill")
expect(ill[0]["UID"].rsplit("@")[0], "S,1;x\\n-2026-03-04-1", "the UID of a strange id")

# The demonstration base: every shift of everybody is there, and no patient's name.
os.environ["VAKTROM_DB"] = "demo.db"
vaktrom("init", "--demo")


def rows(kind):
    return list(csv.DictReader(io.StringIO(vaktrom("export", kind).decode())))


names = {row["name"] for row in rows("patients")}
shifts = rows("shifts")
for staff in sorted({row["staff"] for row in shifts})[::10]:
    data = vaktrom("export", "ical", "--staff", staff, "--from", "2026-01-01")
    wanted = [(f"{row['date']} {row['start']}", row["end"]) for row in shifts if row["staff"] == staff]
    got = [times(event) for event in parse(data)[1]]
    expect([(start, end[11:]) for start, end, _ in got], wanted, f"shifts of {staff}")
    expect([name for name in names if name in data.decode()], [], f"patients in the calendar of {staff}")

if faults:
    raise SystemExit("\n".join(faults))
