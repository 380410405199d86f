/* The words of the field: the organisation, the work, and what happens to it. */
#include "cli/terms.h"

const struct term terms[] = {
    {"absence", "fravær",
     N_("A worker is away from a shift or from a time in it. Marking it (absent) keeps every visit of the list in "
        "sight "
        "until somebody else has it.")},
    {"account", "konto",
     N_("Who may sign in: a person's belongs to a staff row, by the login of this machine or by name and password. "
        "Section leaders add and lock them (user); how it is with you says whoami.")},
    {"approval", "godkjenning",
     N_("Closes the planning of a team's shift. Refused while an error stands that nobody has acknowledged; a roster "
        "before it is a draft.")},
    {"base", "base", N_("The house from which teams start: one health-service team with its care teams.")},
    {"care team", "omsorgsteam",
     N_("OT: care workers and assistants, at most 10 work lists in a shift. Belongs to exactly one health-service "
        "team.")},
    {"carry-over", "hengeoppgave",
     N_("Work that a shift did not finish. It lies with a named person, who accepts it (carry accept) or hands it on; "
        "until then it is shown to both.")},
    {"criteria", "kriterier",
     N_("The base's written rules that decide whether a patient's work belongs to a care team or to the health-service "
        "team. Data in versions, never code.")},
    {"disk full", "full disk",
     N_("A change that finds no room on the disk is refused and nothing is changed; on the screen what you typed is "
        "kept. Free some room and do it again; doctor says how much there is.")},
    {"draft", "utkast", N_("A roster whose shift is not approved yet; every page says so in large letters.")},
    {"duty nurse", "ansvarsvakt",
     N_("The nurse who works the HT queue and has the nursing responsibility for the HT and all its OTs: one at a "
        "time, "
        "without a list of her own.")},
    {"emergency access", "blålys",
     N_("To read about a patient outside your reach, with a reason: emergency PATIENT --reason TEXT, or E on the "
        "patient's page. It lasts some hours (setting emergency_hours); the patient's leader and yours see who, when "
        "and "
        "why.")},
    {"finding", "funn",
     N_("What is not safe on a date: an error, a warning or a note, with what to do (check). One may be let stand, "
        "with "
        "a reason (ack).")},
    {"grey zone", "gråsone",
     N_("Patients whose team the criteria do not settle. People decide, one patient at a time, with a reason and a day "
        "on which it is looked at again (decide).")},
    {"handover", "vaktrapport",
     N_("The change of shift: one sheet for the next coordinator, most important first, who says that it was read.")},
    {"health-service team", "helsetjenesteteam",
     N_("HT: nurses, physiotherapists, occupational therapists, dietitian. One HT serves at most four care teams.")},
    {"interdisciplinary meeting", "tverrfaglig tavlemøte",
     N_("Half an hour a week in each team. Candidates until 12:00 the day before; red, yellow or green; by patient "
        "number, not by name.")},
    {"mark", "merke",
     N_("The few letters at the foot of a printed sheet. roster --current MARK says whether the list is still as "
        "printed.")},
    {"must", "må",
     N_("The priority of a visit that has to be done. One that nobody has is an error, and the shift is not approved. "
        "The others: should (bør), may (kan).")},
    {"NEWS2", "NEWS2",
     N_("A score of 0 to 20 from seven vital signs (Royal College of Physicians, 2017), with what to do at each level. "
        "observe records and scores.")},
    {"OT or HT", "OT eller HT",
     N_("Which team is responsible for a patient: decided by the criteria from recorded facts (route), or by a person "
        "(decide).")},
    {"owner", "eier",
     N_("The account that made the base (init), and those it names (user add NAME --owner): may do everything, and "
        "alone "
        "may erase from the audit log, restore a backup and say what concerns the log and the files.")},
    {"own patients", "egne pasienter",
     N_("The patients for whom an HT is responsible, with what changed since one last looked (own).")},
    {"password", "passord",
     N_("For signing in by name, as on a shared terminal: user password NAME sets it, by you with the present one, by "
        "a "
        "section leader or the server's administrator when it is lost. After wrong ones the next try waits longer.")},
    {"pin", "feste",
     N_("A pinned visit stays on its list: the balancer leaves it there until it is loosened (unpin).")},
    {"primary contact", "primærkontakt",
     N_("The worker who knows and follows up one patient; a second one does so in the other's absence.")},
    {"queue", "kø",
     N_("The requests to an HT: each with a kind, an urgency, an owner, an age and an outcome; by urgency, then when "
        "they are due.")},
    {"reminder list", "huskeliste", N_("A team's dated reminders. Each can become a visit (remind visit).")},
    {"retention", "oppbevaring",
     N_("How long things are kept: the audit log as the setting audit_days says (0 = for ever, else a year at least), "
        "what undo needs undo_days, backups as backup --keep says.")},
    {"service", "tiltak",
     N_("The granted, recurring help from which visits come: which task, on which days, between which times.")},
    {"shared terminal", "delt terminal",
     N_("A screen that several people use: its login is an account of kind shared (user add NAME --shared), and each "
        "signs in on it by name and password. It locks when nobody touches it (setting lock_minutes).")},
    {"shift", "vakt", N_("Day, evening or night (dag, kveld, natt). A visit belongs to the one in which it begins.")},
    {"shift coordinator", "vaktkoordinator",
     N_("Runs a care team's shift: shares out the lists after absence, calls in a substitute, decides what gives way, "
        "asks the HT. Walks a shorter list.")},
    {"substitute", "vikar",
     N_("Somebody who comes instead. candidates says whom to call first: the same competence, a higher one, a lower "
        "one.")},
    {"suspension", "midlertidig opphør",
     N_("A patient is away, in hospital for instance: no visits from a day on, until a last day or a day on which it "
        "is "
        "looked at again.")},
    {"task", "oppgave", N_("A kind of work, with the lowest role that may do it, its skills and its usual minutes.")},
    {"transfer", "overføring",
     N_("A patient's change of team, announced ahead, seen by both teams until both have acknowledged it, with no day "
        "uncovered between.")},
    {"unit", "enhet", N_("A district's home-care service; its bases lie in it.")},
    {"upgrade", "oppgradering",
     N_("A newer program brings the store forward when it first opens it, and keeps the one before beside it, named "
        "PATH.before-N. Close the screens first; an older program does not open it any more. Make a backup before.")},
    {"visit", "oppdrag",
     N_("One piece of work at a patient's home. At every moment on one list, visibly unassigned, dropped by a named "
        "person, or suspended.")},
    {"work list", "arbeidsliste", N_("One worker's visits of one shift, in their order.")},
    {0},
};

const struct synonym synonyms[] = {
    {"avvik", "finding"},
    {"kontoer", "account"},
    {"nødtilgang", "emergency access"},
    {"felles terminal", "shared terminal"},
    {"ingen plass", "disk full"},
    {"sletting", "retention"},
    {"dagsliste", "roster"},
    {"dagslister", "roster"},
    {"feste", "pin"},
    {"flytte", "move"},
    {"fravær", "absence"},
    {"godkjenn", "approve"},
    {"godkjenne", "approve"},
    {"hengeoppgaver", "carry-over"},
    {"henvendelse", "queue"},
    {"HT-køen", "queue"},
    {"kontinuitet", "continuity"},
    {"kriterium", "criteria"},
    {"liste", "work list"},
    {"lister", "lists"},
    {"møte", "meeting"},
    {"nattkjøringen", "nightly"},
    {"opphør", "suspension"},
    {"rapport", "report"},
    {"rapporter", "report"},
    {"sjekk", "check"},
    {"språk", "language"},
    {"stryk", "drop"},
    {"stryke", "drop"},
    {"syk", "absent"},
    {"sykdom", "absent"},
    {"tavla", "board"},
    {"tavle", "board"},
    {"tavlemøte", "meeting"},
    {"utført", "done"},
    {"vaktbytte", "handover"},
    {"vike", "drop"},
    {"vikarer", "candidates"},
    {"egne", "own patients"},
    {"angre", "undo"},
    {"logg", "journal"},
    {"innstilling", "setting"},
    {"innstillinger", "setting"},
    {"påminnelse", "reminder list"},
    {"måling", "observe"},
    {"målinger", "observe"},
    {"fordele", "balance"},
    {"omfordele", "absent"},
    {"overføre", "transfer"},
    {"skrive ut", "roster"},
    {NULL, NULL},
};
