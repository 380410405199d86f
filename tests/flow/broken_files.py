"""Files that import must refuse: name, KIND, bytes, and what standard error must say ("LINE: text", the line of the
file first). Text is UTF-8 unless it is bytes. Used by test_import_broken.py."""

HEADERS = {
    "teams": "team,kind,name,location,ht,lat,lon,max_lists,unit,areas,phone,cars",
    "tasks": "task,name,min_role,skills,duration,priority,load",
    "staff": "staff,name,role,team,position_pct,functions,skills,languages,transport,employment,exclude_tasks,phone,gender",
    "patients": "patient,name,address,lat,lon,area,team,status,primary_contact,secondary_contact,languages,exclude_staff,"
                "important,access",
    "needs": "patient,code,value,from,until,noted_by",
    "observations": "patient,at,resp,spo2,scale,oxygen,systolic,pulse,consciousness,temp",
    "criteria": "criterion,outcome,when,rationale,source,rank,version,valid_from",
    "services": "service,patient,task,days,every,start,until,earliest,latest,window,duration,staff_count,skills,min_role,"
                "priority,follows,min_gap,max_gap",
    "shifts": "date,shift,staff,team,start,end,function,covers",
    "absences": "staff,from,until,reason,shift",
    "suspensions": "patient,from,until,review,reason",
    "travel": "from,to,mode,minutes",
    "history": "date,shift,patient,staff,task,minutes",
    "reminders": "team,due,patient,text",
    "queue": "at,kind,urgency,patient,from,text,team,owner,state",
    "lists": "list,date,shift,team,staff,start,end,function,covers,state",
    "visits": "visit,date,shift,patient,service,task,team,min_role,skills,duration,earliest,latest,window,priority,state,"
              "list,seq,start,staff,reason,pinned",
    "transfers": "transfer,patient,from_team,to_team,from_date,reason,state,ack_from,ack_to",
    "decisions": "decision,patient,at,outcome,responsible_team,cooperating_team,criteria_version,facts,criteria,"
                 "explanation,decided_by,reason,review",
    "carry_overs": "carry_over,visit,patient,from,next,at,reason,state",
    "meeting": "meeting,patient,team,date,ground,light,text",
    "settings": "name,value",
}

# A whole base of a few rows, which every case is tried against.
BASE = {
    "teams": "HT1,HT,Helse,Base,,60.29,5.33,10,,,,\nOT1,OT,Omsorg,Base,HT1,60.29,5.33,10,,Nord,,\n"
             "OT2,OT,Omsorg to,Base,HT1,60.29,5.33,10,,Sør,,",
    "tasks": "wash,Morgenstell,assistant,,30,must,3\ninsulin,Insulin,nurse,insulin,15,must,1",
    "staff": "S1,Kari Nordmann,nurse,HT1,100,duty_nurse,insulin,nb,car,permanent,,,\n"
             "S2,Ola Nordmann,care_worker,OT1,80,coordinator,,nb,car,permanent,,,\n"
             "S3,Eli Nordmann,nurse,HT1,100,duty_nurse,insulin,nb,car,permanent,,,",
    "patients": "P1,Anna Berg,Veien 1,60.3,5.3,Nord,OT1,active,S2,,nb,,,\n"
                "P2,Bjørn Dahl,Veien 2,60.3,5.3,Nord,OT1,active,S2,,nb,,,",
    "needs": "P1,diabetes,,2026-01-01,,S1",
    "services": "T1,P1,wash,MTWTFSS,,2026-01-01,,08:00,10:00,soft,,1,,,,,,\n"
                "T2,P2,wash,MTWTFSS,,2026-01-01,,08:00,10:00,soft,,1,,,,,,",
    "shifts": "2026-03-04,day,S2,OT1,07:30,15:00,,\n2026-03-04,day,S1,HT1,07:30,15:00,duty_nurse,",
    "lists": "L1,2026-03-04,day,OT1,S2,07:30,15:00,,,draft",
    "visits": "V1,2026-03-04,day,P1,T1,wash,OT1,assistant,,30,08:00,10:00,soft,must,listed,L1,1,08:10,S2,,no",
}


def rows(kind, *lines, end="\n"):
    """A file of a KIND: its header and these rows."""
    return end.join([HEADERS[kind], *lines]) + end


def patient(**changes):
    """A row of patients.csv that is right but for the changes."""
    cells = dict(zip(HEADERS["patients"].split(","), "P9,Nina Vik,Veien 9,60.3,5.3,Nord,OT1,active,S2,,nb,,,".split(",")))
    cells.update(changes)
    return ",".join(cells.values())


def service(**changes):
    cells = dict(zip(HEADERS["services"].split(","),
                     "T9,P1,wash,MTWTFSS,,2026-01-01,,08:00,10:00,soft,,1,,,,,,".split(",")))
    cells.update(changes)
    return ",".join(cells.values())


def visit(**changes):
    cells = dict(zip(HEADERS["visits"].split(","),
                     "V9,2026-03-04,day,P1,T1,wash,OT1,assistant,,30,08:00,10:00,soft,must,unassigned,,,,,,no".split(",")))
    cells.update(changes)
    return ",".join(cells.values())


CASES = [
    # the file as such
    ("empty file", "patients", b"", "1: the file is empty"),
    ("only blank lines", "patients", b"\n\n\n", "1: the file is empty"),
    ("binary", "patients", bytes(range(256)) * 40, "1: a NUL byte"),
    ("a workbook", "patients", b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(256)), "1: the control character 0x03"),
    ("a NUL in a row", "patients", rows("patients", patient(name="Ni\0na")).encode(), "2: column 'name': a NUL byte"),
    ("an escape sequence", "patients", rows("patients", patient(name="\x1b[2JNina")), "2: column 'name': the control character 0x1B"),
    ("UTF-16 little", "patients", rows("patients", patient()).encode("utf-16"), "1: the file is UTF-16"),
    ("UTF-16 big", "patients", b"\xfe\xff" + rows("patients", patient()).encode("utf-16-be"), "1: the file is UTF-16"),
    ("UTF-16 without mark", "patients", rows("patients", patient()).encode("utf-16-le"), "1: a NUL byte"),
    ("two encodings", "patients", rows("patients", patient(name="Bjørn"), "").encode() + patient(patient="P8", name="Bjørg").encode("cp1252") + b"\n",
     "4: column 'name': the byte 0xF8 is not UTF-8"),
    ("no Windows-1252", "patients", rows("patients", patient(name="X")).encode().replace(b"X", b"\xe6\x81"), "2: column 'name': the byte 0x81 is neither"),
    ("mixed line ends", "patients", (HEADERS["patients"] + "\r\n" + patient() + "\r\n" + patient(patient="P8") + "\n").encode(), "3: this line ends in LF"),
    ("mixed line ends, CR", "patients", (HEADERS["patients"] + "\n" + patient() + "\r" + patient(patient="P8") + "\n").encode(), "2: this line ends in CR"),
    ("unbalanced quote", "patients", rows("patients", patient(), patient(patient="P8", name='"Nina'), patient(patient="P7")),
     "3: column 'name': the quote that opens this cell is never closed"),
    ("quote closed too early", "patients", rows("patients", patient(name='"Nina" Vik')), "2: column 'name': the quote that opens this cell"),
    ("quote inside a cell", "patients", rows("patients", "", patient(name='Nina "Nan" Vik')), "3: column 'name': a quote inside a cell"),
    ("quote closed rows later", "patients", rows("patients", patient(name='"Nina'), patient(patient="P8", name='Ola" Vik')),
     "2: column 'name': the quote that opens this cell is not closed where the cell ends (line 3"),
    ("short row", "patients", rows("patients", patient(), "P8,Nina"), "3: the row has 2 cells, the header names 14"),
    ("long row", "patients", rows("patients", patient() + ",,"), "2: the row has 16 cells, the header names 14"),
    ("cell of 70,000 bytes", "patients", rows("patients", patient(address="x" * 70000)), "2: column 'address': the cell is longer than 65536 bytes"),
    ("no comma anywhere", "patients", "patient name address\nP9 Nina Veien\n", "1: column 'patient name address'"),
    # the header
    ("missing column", "patients", rows("patients", patient()).replace("address,", "", 1).replace("Veien 9,", "", 1), "1: column 'address': the column is missing"),
    ("unknown column", "patients", rows("patients", patient()).replace("name", "nmae", 1), "1: column 'nmae': patients has no such column (did you mean 'name'?)"),
    ("column twice", "patients", rows("patients", patient()).replace("address", "name", 1), "1: column 'name': the header row names it twice"),
    ("column in two languages", "patients", rows("patients", patient()).replace("address", "navn", 1), "1: column 'navn': means the same as the column 'name'"),
    ("column without a name", "patients", rows("patients", patient()).replace("address", "", 1), "1: column 3 of the header row has no name"),
    ("header of another KIND", "patients", rows("staff"), "1: column 'staff': patients has no such column"),
    # types
    ("letter O in a latitude", "patients", rows("patients", patient(lat="6O.29")), "2: column 'lat': '6O.29' is not a number (did you mean '60.29'?)"),
    ("latitude out of range", "patients", rows("patients", patient(lat="91.5")), "2: column 'lat': 91.5 is not between -90 and 90"),
    ("longitude out of range", "patients", rows("patients", patient(lon="-190")), "2: column 'lon': -190 is not between -180 and 180"),
    ("latitude nan", "patients", rows("patients", patient(lat="nan")), "2: column 'lat': 'nan' is not a number"),
    ("latitude inf", "patients", rows("patients", patient(lat="1e999")), "2: column 'lat': 1e999 is not between"),
    ("latitude without longitude", "patients", rows("patients", patient(lon="")), "2: column 'lon': is empty, but 'lat' is not"),
    ("blank in an id", "patients", rows("patients", patient(patient="P 9")), "2: column 'patient': 'P 9' has a blank"),
    ("id too long", "patients", rows("patients", patient(patient="P" * 65)), "2: column 'patient': 'PPPPPPPPPPPPPPPPPPPP...' is longer than 64 bytes"),
    ("id a formula", "patients", rows("patients", patient(patient="=1+1")), "2: column 'patient': '=1+1' begins with '='"),
    ("id with SQL", "patients", rows("patients", patient(patient="P9'); DROP TABLE patients; --")), "2: column 'patient'"),
    ("empty id", "patients", rows("patients", patient(patient="")), "2: column 'patient': may not be empty"),
    ("blank name", "patients", rows("patients", patient(name="  ")), "2: column 'name': may not be empty"),
    ("name of two lines", "patients", rows("patients", patient(name='"Nina\nVik"')), "2: column 'name': the text has more than one line"),
    ("row after a cell of two lines", "patients", rows("patients", patient(name='"Nina\nVik"'), patient(patient="P8", lat="x")), "4: column 'lat': 'x' is not a number"),
    ("row after blank lines", "patients", rows("patients", "", "", patient(lat="x")), "4: column 'lat': 'x' is not a number"),
    ("unknown status", "patients", rows("patients", patient(status="actve")), "2: column 'status': 'actve' is no status of a patient (did you mean 'active'?)"),
    ("status far from any", "patients", rows("patients", patient(status="frisk")), "it is one of: active, ended"),
    ("fraction of a minute", "tasks", rows("tasks", "t9,Test,assistant,,12.5,must,3"), "2: column 'duration': '12.5' is not a whole number"),
    ("duration nought", "tasks", rows("tasks", "t9,Test,assistant,,0,must,3"), "2: column 'duration': 0 is not between 1 and 1440"),
    ("load six", "tasks", rows("tasks", "t9,Test,assistant,,10,must,6"), "2: column 'load': 6 is not between 1 and 5"),
    ("number too large", "tasks", rows("tasks", "t9,Test,assistant,,99999999999999999999,must,3"), "2: column 'duration': 99999999999999999999 is not between"),
    ("impossible date", "needs", rows("needs", "P1,copd,,2026-02-30,,S1"), "2: column 'from': there is no date '2026-02-30'"),
    ("impossible Norwegian date", "needs", rows("needs", "P1,copd,,31.11.2026,,S1"), "2: column 'from': there is no date '31.11.2026'"),
    ("American date", "needs", rows("needs", "P1,copd,,02/28/2026,,S1"), "2: column 'from': '02/28/2026' is not a date (YYYY-MM-DD or DD.MM.YYYY)"),
    ("last date before first", "needs", rows("needs", "P1,copd,,2026-03-04,2026-03-03,S1"), "2: column 'until': 2026-03-03 is before the first day, 2026-03-04"),
    ("frailty ten", "needs", rows("needs", "P1,frailty,10,2026-03-04,,S1"), "2: column 'value'"),
    ("no code", "needs", rows("needs", "P1,9&x,,2026-03-04,,S1"), "2: column 'code'"),
    ("time of day 25:00", "shifts", rows("shifts", "2026-03-05,day,S2,OT1,25:00,15:00,,"), "2: column 'start': '25:00' is not a time"),
    ("time without minutes", "shifts", rows("shifts", "2026-03-05,day,S2,OT1,7,15:00,,"), "2: column 'start': '7' is not a time"),
    ("start equals end", "shifts", rows("shifts", "2026-03-05,day,S2,OT1,07:30,07:30,,"), "2: column 'end': 07:30 is the same as 'start'"),
    ("function of a person", "shifts", rows("shifts", "2026-03-05,day,S2,OT1,07:30,15:00,lead_nurse,"), "2: column 'function': 'lead_nurse' is a function of a person"),
    ("no such shift", "shifts", rows("shifts", "2026-03-05,morning,S2,OT1,07:30,15:00,,"), "2: column 'shift': 'morning' is no shift"),
    ("vital sign out of range", "observations", rows("observations", "P1,2026-03-01T09:00,16,130,1,no,120,70,A,37"), "2: column 'spo2': 130 is not between 40 and 100"),
    ("nothing observed", "observations", rows("observations", "P1,2026-03-01T09:00,,,,,,,,"), "2: nothing was observed"),
    ("no instant", "observations", rows("observations", "P1,yesterday,16,96,1,no,120,70,A,37"), "2: column 'at': 'yesterday' is not a date and time"),
    ("skill without its name", "staff", rows("staff", "S9,Test,nurse,HT1,100,,@2027-01-01,nb,car,permanent,,,"), "2: column 'skills': '@2027-01-01' lacks its skill"),
    ("skill with no date", "staff", rows("staff", "S9,Test,nurse,HT1,100,,insulin@2027-13-01,nb,car,permanent,,,"), "2: column 'skills': there is no date '2027-13-01'"),
    ("skill with two expiries", "staff", rows("staff", "S9,Test,nurse,HT1,100,,iv@2027-01-01@2028-01-01,nb,car,permanent,,,"), "2: column 'skills'"),
    ("function misspelt", "staff", rows("staff", "S9,Test,nurse,HT1,100,coordinater,,nb,car,permanent,,,"), "2: column 'functions': 'coordinater' is no function (did you mean 'coordinator'?)"),
    ("function of a shift", "staff", rows("staff", "S9,Test,nurse,HT1,100,indoor,,nb,car,permanent,,,"), "2: column 'functions': 'indoor' is a function of a shift"),
    ("position of 250 %", "staff", rows("staff", "S9,Test,nurse,HT1,250,,,nb,car,permanent,,,"), "2: column 'position_pct': 250 is not between 0 and 200"),
    ("broken condition", "criteria", rows("criteria", "X1,HT,news2>=,Test,Test,10,v9,"), "2: column 'when'"),
    ("outcome misspelt", "criteria", rows("criteria", "X1,HTT,palliative,Test,Test,10,v9,"), "2: column 'outcome': 'HTT' is no outcome (did you mean 'HT'?)"),
    # keys
    ("duplicate id", "patients", rows("patients", patient(), patient(name="Ola")), "3: the patient 'P9' stands on line 2 already"),
    ("duplicate shift", "shifts", rows("shifts", "2026-03-05,day,S2,OT1,07:30,15:00,,", "2026-03-05,day,S2,OT1,07:30,14:00,,"), "3: the shift '2026-03-05 S2 07:30' stands on line 2 already"),
    # references
    ("unknown team", "patients", rows("patients", patient(team="OT7")), "2: column 'team': there is no team 'OT7'"),
    ("unknown contact", "patients", rows("patients", patient(primary_contact="S99")), "2: column 'primary_contact': there is no worker 'S99'"),
    ("one of several unknown", "patients", rows("patients", patient(exclude_staff="S1 S99")), "2: column 'exclude_staff': there is no worker 'S99'"),
    ("skill for an unknown patient", "staff", rows("staff", "S9,Test,nurse,HT1,100,,insulin#P77,nb,car,permanent,,,"), "2: column 'skills': there is no patient 'P77'"),
    ("unknown place", "travel", rows("travel", "P1,P77,car,5"), "2: column 'to': there is no patient or team 'P77'"),
    ("unknown task", "services", rows("services", service(task="fly")), "2: column 'task': there is no task 'fly'"),
    ("history of nobody", "history", rows("history", "2026-03-01,day,P1,S77,wash,20"), "2: column 'staff': there is no worker 'S77'"),
    # rules
    ("OT without its HT", "teams", rows("teams", "OT9,OT,Ny,Base,,60,5,10,,,,"), "2: column 'ht': an OT belongs to an HT"),
    ("HT with an HT", "teams", rows("teams", "HT9,HT,Ny,Base,HT1,60,5,10,,,,"), "2: column 'ht': an HT has none"),
    ("OT under an OT", "teams", rows("teams", "OT9,OT,Ny,Base,OT1,60,5,10,,,,"), "2: column 'ht': 'OT1' is no HT"),
    ("OT whose HT becomes an OT", "teams", rows("teams", "HT2,HT,Ny,Base,,60,5,10,,,,", "HT1,OT,Helse,Base,HT2,60,5,10,,,,"), "its HT 'HT1' is no HT"),
    ("team twice for a patient", "patients", rows("patients").strip() + ",cooperating_team\n" + patient() + ",OT1\n", "2: column 'cooperating_team': 'OT1' is the responsible team already"),
    ("days and every", "services", rows("services", service(every="3")), "2: column 'every': a service has days or every, not both"),
    ("neither days nor every", "services", rows("services", service(days="")), "2: column 'days': a service has days, or every"),
    ("no such days", "services", rows("services", service(days="MTXTFSS")), "2: column 'days': 'MTXTFSS' is not a week"),
    ("no day", "services", rows("services", service(days="-------")), "2: column 'days': '-------' names no day"),
    ("more earliest than latest", "services", rows("services", service(earliest="08:00 12:00")), "2: column 'latest': 1 time where 'earliest' has 2"),
    ("earliest equals latest", "services", rows("services", service(latest="08:00")), "2: column 'latest': 08:00 is the same as 'earliest'"),
    ("service ends before it starts", "services", rows("services", service(until="2025-12-31")), "2: column 'until': 2025-12-31 is before the first day"),
    ("role lower than the task's", "services", rows("services", service(task="insulin", min_role="care_worker")), "2: column 'min_role': 'care_worker' may not do the task 'insulin', which needs 'nurse'"),
    ("follows another patient's", "services", rows("services", service(follows="T2", min_gap="0", max_gap="0")), "2: column 'follows': 'T2' is a service of another patient, 'P2'"),
    ("follows itself", "services", rows("services", service(follows="T9")), "2: column 'follows': the service would follow itself"),
    ("follows in a circle", "services", rows("services", service(follows="T8"), service(service="T8", follows="T9")), "3: column 'follows': the service would follow itself"),
    ("gap the wrong way", "services", rows("services", service(follows="T1", min_gap="30", max_gap="10")), "2: column 'max_gap': 10 is smaller than min_gap, 30"),
    ("three workers", "services", rows("services", service(staff_count="3")), "2: column 'staff_count': 3 is not between 1 and 2"),
    ("absence ends before it begins", "absences", rows("absences", "S2,2026-03-09,2026-03-08,sick,"), "2: column 'until': 2026-03-08 is before"),
    ("suspension without end", "suspensions", rows("suspensions", "P1,2026-03-09,,,hospital"), "2: column 'review': a suspension has a last day or a date to look again"),
    ("overlapping shifts", "shifts", rows("shifts", "2026-03-04,day,S2,OT2,10:00,18:00,,"), "2: the worker has another shift at the same time"),
    ("two duty nurses", "shifts", rows("shifts", "2026-03-04,day,S3,HT1,08:00,16:00,duty_nurse,"), "2: 'S1' is duty nurse of the team at the same time"),
    ("overlapping lists", "lists", rows("lists", "L2,2026-03-04,day,OT1,S2,10:00,14:00,,,draft"), "2: its worker walks the list 'L1' at the same time"),
    ("listed without a list", "visits", rows("visits", visit(state="listed")), "2: column 'list': a listed visit has a list"),
    ("unassigned on a list", "visits", rows("visits", visit(list="L1", seq="2")), "2: column 'list': a visit that is 'unassigned' is on no list"),
    ("dropped without a reason", "visits", rows("visits", visit(state="dropped")), "2: column 'reason': a visit that is 'dropped' has a reason"),
    ("done by nobody", "visits", rows("visits", visit(state="done")), "2: column 'staff': a visit that was done names who did it"),
    ("list of another date", "visits", rows("visits", visit(date="2026-03-05", state="listed", list="L1", seq="2")), "2: column 'list': the list 'L1' is of another date, 2026-03-04"),
    ("one half of two workers", "visits", rows("visits", visit(visit="V9/1", state="listed", list="L1", seq="2"), visit(visit="V9/2")), "3: it and 'V9/1' must be on two lists, or on none"),
    ("transfer to the same team", "transfers", rows("transfers", "T1,P1,OT1,OT1,2026-03-09,Flytter,announced,no,no"), "2: column 'to_team'"),
    ("decision with broken facts", "decisions", rows("decisions", "D1,P1,2026-03-01T10:00,HT,HT1,,,{nonsense,[],,,,"), "2: "),
    ("carry-over of no visit", "carry_overs", rows("carry_overs", "C1,V77,P1,S2,S1,2026-03-04T15:00,no_time,offered"), "2: column 'visit': there is no visit 'V77'"),
    ("meeting without ground", "meeting", rows("meeting", "M1,P1,OT1,2026-03-10,,,Fall"), "2: column 'ground': may not be empty"),
    ("no such setting", "settings", rows("settings", "max_listz,10"), "2: "),
    ("setting out of range", "settings", rows("settings", "max_lists,ten"), "2: "),
    ("queue item of no kind", "queue", rows("queue", "2026-03-01T10:00,advise,today,P1,S2,Hei,,,"), "2: column 'kind': 'advise' is no kind of request (did you mean 'advice'?)"),
    ("reminder without text", "reminders", rows("reminders", "OT1,2026-03-09,P1,"), "2: column 'text': may not be empty"),
]
