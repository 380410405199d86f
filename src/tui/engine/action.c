/* The table of actions and its look-up. */
#include "tui/engine/action.h"

/* Views with a mark that moves. */
#define MARKED (IN_ALL)
/* Views of one date. */
#define DATED                                                                                                          \
  (IN(VIEW_HOME) | IN(VIEW_BOARD) | IN(VIEW_FINDINGS) | IN(VIEW_ROSTER) | IN(VIEW_SICK_CALL) | IN(VIEW_INDICATORS) |   \
   IN(VIEW_NIGHT))
/* Views of one team. */
#define OF_TEAM                                                                                                        \
  (IN(VIEW_HOME) | IN(VIEW_BOARD) | IN(VIEW_QUEUE) | IN(VIEW_OWN) | IN(VIEW_ROSTER) | IN(VIEW_INDICATORS) | FLOWS)
/* Views of what goes from team to team and from shift to shift. */
#define FLOWS (IN(VIEW_TRANSFERS) | IN(VIEW_SUSPENSIONS) | IN(VIEW_REMINDERS) | IN(VIEW_MEETING) | IN(VIEW_CARRY_OVERS))
/* Views of records. */
#define RECORDED (IN(VIEW_RECORDS) | IN(VIEW_PATIENTS) | IN(VIEW_STAFF))
/* Views whose list can be searched and filtered. */
#define SEARCHED (IN_ALL)

const char *const view_names[VIEW_COUNT] = {
    [VIEW_HOME] = "home",
    [VIEW_BOARD] = "board",
    [VIEW_SICK_CALL] = "sick-call",
    [VIEW_QUEUE] = "queue",
    [VIEW_OWN] = "own",
    [VIEW_FINDINGS] = "findings",
    [VIEW_PATIENTS] = "patients",
    [VIEW_PATIENT] = "patient",
    [VIEW_STAFF] = "staff",
    [VIEW_RECORDS] = "records",
    [VIEW_TRANSFERS] = "transfers",
    [VIEW_SUSPENSIONS] = "suspensions",
    [VIEW_REMINDERS] = "reminders",
    [VIEW_MEETING] = "meeting",
    [VIEW_CARRY_OVERS] = "carry-overs",
    [VIEW_GREY_ZONE] = "grey-zone",
    [VIEW_CRITERIA] = "criteria",
    [VIEW_ROSTER] = "roster",
    [VIEW_INDICATORS] = "indicators",
    [VIEW_JOURNAL] = "journal",
    [VIEW_SETTINGS] = "settings",
    [VIEW_NIGHT] = "night",
    [VIEW_FILES] = "files",
    [VIEW_ACCOUNTS] = "accounts",
    [VIEW_HELP] = "help",
};

/* The same for people. */
static const char *const view_words[VIEW_COUNT] = {
    [VIEW_HOME] = NC_("view", "home"),
    [VIEW_BOARD] = NC_("view", "board"),
    [VIEW_SICK_CALL] = NC_("view", "sick-call"),
    [VIEW_QUEUE] = NC_("view", "queue"),
    [VIEW_OWN] = NC_("view", "own"),
    [VIEW_FINDINGS] = NC_("view", "findings"),
    [VIEW_PATIENTS] = NC_("view", "patients"),
    [VIEW_PATIENT] = NC_("view", "patient"),
    [VIEW_STAFF] = NC_("view", "staff"),
    [VIEW_RECORDS] = NC_("view", "records"),
    [VIEW_TRANSFERS] = NC_("view", "transfers"),
    [VIEW_SUSPENSIONS] = NC_("view", "suspensions"),
    [VIEW_REMINDERS] = NC_("view", "reminders"),
    [VIEW_MEETING] = NC_("view", "meeting"),
    [VIEW_CARRY_OVERS] = NC_("view", "carry-overs"),
    [VIEW_GREY_ZONE] = NC_("view", "grey-zone"),
    [VIEW_CRITERIA] = NC_("view", "criteria"),
    [VIEW_ROSTER] = NC_("view", "roster"),
    [VIEW_INDICATORS] = NC_("view", "indicators"),
    [VIEW_JOURNAL] = NC_("view", "journal"),
    [VIEW_SETTINGS] = NC_("view", "settings"),
    [VIEW_NIGHT] = NC_("view", "night"),
    [VIEW_FILES] = NC_("view", "files"),
    [VIEW_ACCOUNTS] = NC_("view", "accounts"),
    [VIEW_HELP] = NC_("view", "help"),
};

void view_describe(enum view_id view, struct str *out) {
  const char *word = _(view_words[view]);
  str_addf(out, text_equal(word, view_names[view]) ? "%s" : "%s (%s)", word, view_names[view]);
}

const char *const action_group_titles[GROUP_COUNT] = {
    [GROUP_WORK] = N_("Work"),
    [GROUP_GO] = N_("Go to"),
    [GROUP_LIST] = N_("Rows and what is shown"),
    [GROUP_PROGRAM] = N_("Program"),
};

#define GO GROUP_GO, MAY_READ, MAY_READ
#define ROWS GROUP_LIST, MAY_READ, MAY_READ
#define PROGRAM GROUP_PROGRAM, MAY_READ, MAY_READ
#define BY(permission) GROUP_WORK, MAY_##permission, MAY_READ
#define BY_BOTH(one, other) GROUP_WORK, MAY_##one, MAY_##other

const struct action_spec actions[] = {
    {ACTION_HELP, "help", "? f1", N_("show or leave this help"), N_("help"), IN_ALL, PROGRAM},
    {ACTION_PALETTE, "palette", ": ctrl-p", N_("find anything: an action, a view, a patient, a worker, a list"),
     N_("find"), IN_ALL, GO},
    {ACTION_UNDO, "undo", "u", N_("take back your last change"), N_("undo"), IN_ALL, BY(READ)},
    {ACTION_OPEN, "open", "enter", N_("open, choose or confirm what is marked"), NC_("key", "open"),
     IN_ALL & ~IN(VIEW_SICK_CALL), ROWS},

    /* the board */
    {ACTION_MOVE, "move", "m", N_("pick the visit up: each list shows what it would cost, enter puts it down"),
     N_("move"), IN(VIEW_BOARD), BY(MOVE_VISIT)},
    {ACTION_ABSENT, "absent", "a", N_("the worker of the list is away: what happens to the visits"), N_("absent"),
     IN(VIEW_BOARD), BY(NOTE_ABSENCE)},
    {ACTION_DONE, "done", "d", N_("mark the visit done, and when"), N_("done"), IN(VIEW_BOARD), BY(MARK)},
    {ACTION_NOT_DONE, "not-done", "x", N_("mark the visit not done: why, and who takes it over"), N_("not done"),
     IN(VIEW_BOARD), BY(MARK)},
    {ACTION_APPROVE, "approve", "g", N_("approve the shift; shows what stops it"), N_("approve"), IN(VIEW_BOARD),
     BY(APPROVE)},
    {ACTION_PIN, "pin", "p", N_("pin the visit to its list, or loosen it"), N_("pin"), IN(VIEW_BOARD), BY(MOVE_VISIT)},
    {ACTION_DROP, "drop", "o", N_("let the visit give way, with a reason"), N_("drop"), IN(VIEW_BOARD), BY(DROP_VISIT)},
    {ACTION_ASK_HT, "ask-ht", "h", N_("ask the HT about the patient, or for what no worker here may do"), N_("ask HT"),
     IN(VIEW_BOARD) | IN(VIEW_PATIENT), BY(ASK)},
    {ACTION_UNASSIGN, "unassign", "delete backspace", N_("take the visit off its list"), N_("unassign"), IN(VIEW_BOARD),
     BY(MOVE_VISIT)},
    {ACTION_DETAILS, "details", "i", N_("more or less room for the details"), N_("details"), IN(VIEW_BOARD), ROWS},
    {ACTION_ADD_VISIT, "add-visit", "insert A", N_("add a visit by hand"), NULL, IN(VIEW_BOARD), BY(ADD_VISIT)},
    {ACTION_BALANCE, "balance", "b", N_("balance this shift of the team, moving as little as possible"), NULL,
     IN(VIEW_BOARD), BY(BALANCE)},
    {ACTION_TOGETHER, "together", "t", N_("while moving: take what is linked along, or leave it"), NULL, IN(VIEW_BOARD),
     BY(MOVE_VISIT)},
    {ACTION_SUSPEND, "suspend", "s", N_("suspend the patient (hospital, respite, travel ...)"), NULL, IN(VIEW_BOARD),
     BY(SUSPEND)},
    {ACTION_RESUME, "resume", "r", N_("end the patient's suspension"), NULL, IN(VIEW_BOARD), BY(SUSPEND)},

    /* the sick call */
    {ACTION_OPEN, "take-proposal", "enter", N_("take the proposal, or note the absence only"), N_("take it"),
     IN(VIEW_SICK_CALL), BY(NOTE_ABSENCE)},
    {ACTION_SELECT, "select", "space", N_("take the change, or leave it"), N_("take or leave"), IN(VIEW_SICK_CALL),
     BY(NOTE_ABSENCE)},
    {ACTION_SELECT_ALL, "select-all", "a", N_("take every change, or none"), N_("all/none"), IN(VIEW_SICK_CALL),
     BY(NOTE_ABSENCE)},
    {ACTION_EDIT, "absence", "e", N_("change the absence: reason, dates, shift, from when"), N_("absence"),
     IN(VIEW_SICK_CALL), BY(NOTE_ABSENCE)},
    {ACTION_CANDIDATES, "candidates", "c", N_("who could come instead, whom to call first"), N_("call"),
     IN(VIEW_SICK_CALL), BY(HIRE)},

    {ACTION_ACKNOWLEDGE, "acknowledge", "a", N_("let the finding stand, with a reason"), N_("acknowledge"),
     IN(VIEW_FINDINGS), BY(APPROVE)},

    /* the queue */
    {ACTION_TAKE, "take", "t", N_("take the request"), N_("take"), IN(VIEW_QUEUE), BY(WORK_QUEUE)},
    {ACTION_RELEASE, "release", "l", N_("give the request back"), N_("release"), IN(VIEW_QUEUE), BY(WORK_QUEUE)},
    {ACTION_ANSWER, "answer", "s", N_("answer the request"), N_("answer"), IN(VIEW_QUEUE), BY(WORK_QUEUE)},
    {ACTION_MAKE_VISIT, "visit", "v", N_("make a visit of it"), N_("visit"), IN(VIEW_QUEUE),
     BY_BOTH(WORK_QUEUE, ADD_VISIT)},
    {ACTION_CLOSE, "close", "c", N_("close the request with its outcome"), N_("close"), IN(VIEW_QUEUE), BY(WORK_QUEUE)},
    {ACTION_HAND, "hand", "h", N_("hand it on to somebody"), N_("hand on"), IN(VIEW_QUEUE), BY(WORK_QUEUE)},
    {ACTION_NEW, "new", "a insert", N_("add a request"), N_("add"), IN(VIEW_QUEUE), BY(ASK)},
    {ACTION_OBSERVE, "observe", "b", N_("record vital signs of the patient and see the NEWS2 score"), N_("observe"),
     IN(VIEW_OWN) | IN(VIEW_QUEUE), BY(OBSERVE)},
    {ACTION_MAKE_REMINDER, "remind", "m", N_("make a reminder of it"), N_("remind"), IN(VIEW_QUEUE),
     BY_BOTH(WORK_QUEUE, REMIND)},
    {ACTION_MAKE_TRANSFER, "transfer", "x", N_("make a transfer of it"), N_("transfer"), IN(VIEW_QUEUE),
     BY_BOTH(WORK_QUEUE, TRANSFER)},
    {ACTION_REOPEN, "reopen", "o", N_("open the request again"), NULL, IN(VIEW_QUEUE), BY(WORK_QUEUE)},
    {ACTION_LOOKED, "looked", "l",
     N_("you have looked at the patient, or at all: from now on only what is newer is told"), N_("looked"),
     IN(VIEW_OWN), BY(REPORT_OWN)},

    /* the flows between people */
    {ACTION_NEW, "new", "a insert", N_("announce a transfer"), N_("announce"), IN(VIEW_TRANSFERS), BY(TRANSFER)},
    {ACTION_ACKNOWLEDGE, "acknowledge", "g", N_("acknowledge the transfer for a team"), N_("acknowledge"),
     IN(VIEW_TRANSFERS), BY(ACK_TRANSFER)},
    {ACTION_WITHDRAW, "withdraw", "x", N_("withdraw the transfer"), N_("withdraw"), IN(VIEW_TRANSFERS), BY(TRANSFER)},
    {ACTION_NEW, "new", "a insert", N_("suspend a patient (hospital, respite, travel ...)"), N_("suspend"),
     IN(VIEW_SUSPENSIONS), BY(SUSPEND)},
    {ACTION_RESUME, "resume", "r", N_("the patient comes home: visits again from a day on"), N_("home"),
     IN(VIEW_SUSPENSIONS), BY(SUSPEND)},
    {ACTION_TAKE, "take", "t", N_("accept what was offered to you"), N_("accept"), IN(VIEW_CARRY_OVERS), BY(MARK)},
    {ACTION_DONE, "done", "d", N_("it is done"), N_("done"), IN(VIEW_REMINDERS), BY(REMIND)},
    {ACTION_DONE, "done", "d", N_("it is done"), N_("done"), IN(VIEW_CARRY_OVERS), BY(MARK)},
    {ACTION_MAKE_VISIT, "visit", "v", N_("make a visit of it"), N_("visit"), IN(VIEW_REMINDERS) | IN(VIEW_CARRY_OVERS),
     BY(ADD_VISIT)},
    {ACTION_HAND, "hand", "h", N_("hand it on to somebody"), N_("hand on"), IN(VIEW_CARRY_OVERS), BY(MARK)},
    {ACTION_NEW, "new", "a insert", N_("add a reminder"), N_("add"), IN(VIEW_REMINDERS), BY(REMIND)},
    {ACTION_NEW, "new", "a insert", N_("take a patient up for the meeting"), N_("add"), IN(VIEW_MEETING), BY(MEET)},
    {ACTION_EDIT, "edit", "e", N_("set the traffic light and what was agreed"), N_("light"), IN(VIEW_MEETING),
     BY(MEET)},
    {ACTION_PATIENT, "patient", "p", N_("open the patient"), NULL, IN(VIEW_QUEUE), ROWS},
    {ACTION_SCOPE, "scope", "*", N_("show one team, the base of the team, all teams"), N_("teams"),
     IN(VIEW_QUEUE) | FLOWS, ROWS},
    {ACTION_ONE_KIND, "one-kind", "F", N_("show only one kind of request"), NULL, IN(VIEW_QUEUE), ROWS},
    {ACTION_SHOW_ALL, "show-all", "A", N_("show what is closed or done as well, or not"), N_("all"),
     IN(VIEW_QUEUE) | FLOWS, ROWS},

    /* decisions and criteria */
    {ACTION_DECIDE_OT, "decide-ot", "o", N_("decide: OT, with reason and review date"), N_("OT"), IN(VIEW_GREY_ZONE),
     BY(DECIDE)},
    {ACTION_DECIDE_HT, "decide-ht", "h", N_("decide: HT, with reason and review date"), N_("HT"), IN(VIEW_GREY_ZONE),
     BY(DECIDE)},
    {ACTION_DECIDE_BOTH, "decide-both", "b", N_("decide: both, HT responsible and OT cooperating"), N_("both"),
     IN(VIEW_GREY_ZONE), BY(DECIDE)},
    {ACTION_SHOW_ALL, "show-all", "a A", N_("everybody's decision, or only those that wait for people"), N_("all"),
     IN(VIEW_GREY_ZONE), ROWS},
    {ACTION_PATIENT, "patient", "p", N_("open the patient"), N_("patient"), IN(VIEW_GREY_ZONE), ROWS},
    {ACTION_PREVIEW, "preview", "p", N_("who would move, and the load of the teams, if this version counted"),
     N_("preview"), IN(VIEW_CRITERIA), ROWS},
    {ACTION_ACTIVATE, "activate", "g", N_("let this version count, from a day on"), N_("activate"), IN(VIEW_CRITERIA),
     BY(KEEP_UNIT)},

    /* one patient */
    {ACTION_OBSERVE, "observe", "b", N_("record vital signs and see the NEWS2 score"), N_("observe"), IN(VIEW_PATIENT),
     BY(OBSERVE)},
    {ACTION_FACT, "fact", "w", N_("note a fact about the patient, or that it no longer holds"), N_("fact"),
     IN(VIEW_PATIENT), BY(OBSERVE)},
    {ACTION_SUSPEND, "suspend", "s", N_("suspend the patient (hospital, respite, travel ...)"), N_("suspend"),
     IN(VIEW_PATIENT), BY(SUSPEND)},
    {ACTION_RESUME, "resume", "r", N_("the patient comes home: visits again from a day on"), N_("home"),
     IN(VIEW_PATIENT), BY(SUSPEND)},
    {ACTION_ADD_VISIT, "add-visit", "a insert", N_("add a visit by hand"), N_("visit"), IN(VIEW_PATIENT),
     BY(ADD_VISIT)},
    {ACTION_SERVICES, "services", "t", N_("a new service of the patient, or change one"), N_("services"),
     IN(VIEW_PATIENT), BY(RECORD)},
    {ACTION_MAKE_TRANSFER, "transfer", "x", N_("transfer the patient to another team"), N_("transfer"),
     IN(VIEW_PATIENT), BY(TRANSFER)},
    {ACTION_EDIT, "edit", "e", N_("change the patient's record"), N_("edit"), IN(VIEW_PATIENT), BY(RECORD)},
    {ACTION_DOOR_CODE, "door-code", "y", N_("show the door code; that you looked is written down"), N_("door code"),
     IN(VIEW_PATIENT), BY(READ)},
    {ACTION_EMERGENCY, "emergency", "E", N_("emergency access to a patient of other teams; the leaders see it"),
     N_("emergency"), IN(VIEW_PATIENT), BY(READ)},

    /* paper, figures, settings */
    {ACTION_PRINT, "print", "p", N_("print what is chosen: to a file or a printer"), N_("print"), IN(VIEW_ROSTER),
     BY(READ)},
    {ACTION_EDIT, "print-wishes", "e", N_("how it is printed: PDF, text or CSV, initials, written texts, across"),
     N_("how"), IN(VIEW_ROSTER), ROWS},
    {ACTION_ACKNOWLEDGE, "read-handover", "g", N_("you have read the handover and take it over"), N_("have read"),
     IN(VIEW_ROSTER), BY(HAND_OVER)},
    {ACTION_CHECK_MARK, "check-mark", "c", N_("whether a printed roster is still right, by the mark at its foot"),
     N_("still right?"), IN(VIEW_ROSTER), ROWS},
    {ACTION_SELECT, "select", "space", N_("choose the sheet for printing, or leave it"), N_("choose"), IN(VIEW_ROSTER),
     ROWS},
    {ACTION_SELECT_ALL, "select-all", "a", N_("choose every list that is shown, or none"), N_("all/none"),
     IN(VIEW_ROSTER), ROWS},
    {ACTION_PERIOD, "period", "p", N_("another period: a week, four weeks, a quarter, a year"), N_("period"),
     IN(VIEW_INDICATORS), ROWS},
    {ACTION_EDIT, "edit", "e", N_("change the marked setting"), N_("change"), IN(VIEW_SETTINGS), BY(KEEP_UNIT)},

    /* the night's work */
    {ACTION_RUN_NIGHT, "run-night", "r", N_("run the night for a date: visits, decisions and lists of every team"),
     N_("run the night"), IN(VIEW_NIGHT), BY(PLAN)},
    {ACTION_BALANCE, "balance-anew", "b", N_("balance the lists of a team and shift, or of all"), N_("balance"),
     IN(VIEW_NIGHT), BY(BALANCE)},
    {ACTION_PLAN, "plan", "p", N_("only plan: the dated visits, made from the services"), N_("plan"), IN(VIEW_NIGHT),
     BY(PLAN)},
    {ACTION_STOP, "stop", "x", N_("stop what is under way, keeping the best so far or nothing"), N_("stop"),
     IN(VIEW_NIGHT), BY(READ)},

    /* files */
    {ACTION_IMPORT, "import", "i", N_("look at a CSV file or folder: what it would change, and its faults"),
     N_("import"), IN(VIEW_FILES), BY(RECORD)},
    {ACTION_TAKE_IN, "take-in", "g", N_("import what was looked at, all or nothing"), N_("take it in"), IN(VIEW_FILES),
     BY(RECORD)},
    {ACTION_EXPORT, "export", "e", N_("write a kind of record, or the whole base, as CSV files"), N_("export"),
     IN(VIEW_FILES), BY(RECORD)},
    {ACTION_WRITE_REPORT, "write-report", "w", N_("write an indicator into a file"), N_("indicator"), IN(VIEW_FILES),
     BY(REPORT)},
    {ACTION_PREVIEW, "preview-file", "c", N_("who would move by the criteria of a file"), N_("criteria"),
     IN(VIEW_FILES), BY(KEEP_UNIT)},

    /* accounts */
    {ACTION_SET_PASSWORD, "set-password", "p", N_("set a new password for the marked account"), N_("password"),
     IN(VIEW_ACCOUNTS), BY(KEEP_ACCOUNTS)},
    {ACTION_LOCK_ACCOUNT, "lock-account", "l", N_("lock the marked account, or unlock it"), N_("lock or unlock"),
     IN(VIEW_ACCOUNTS), BY(KEEP_ACCOUNTS)},

    /* records */
    {ACTION_NEW, "new", "a insert", N_("make a new record"), N_("new"), RECORDED, BY(RECORD)},
    {ACTION_EDIT, "edit", "e", N_("change the marked record"), N_("edit"), RECORDED, BY(RECORD)},
    {ACTION_END, "end", "x delete", N_("end the marked record: from today it is no more"), N_("end"), RECORDED,
     BY(RECORD)},

    /* what was done */
    {ACTION_REDO, "redo", "U ctrl-r", N_("do again what you took back"), NULL, IN_ALL, BY(READ)},

    /* views */
    {ACTION_HOME, "home", "0", N_("home: what needs attention first"), N_("home"), IN_ALL, GO},
    {ACTION_BOARD, "board", "1", N_("the board: lists, unassigned visits, details"), N_("board"), IN_ALL, GO},
    {ACTION_QUEUE, "queue", "2", N_("the HT queue"), N_("queue"), IN_ALL, GO},
    {ACTION_FINDINGS, "findings", "3", N_("the safety findings of the date"), N_("findings"), IN_ALL, GO},
    {ACTION_OWN, "own", "4", N_("the HT's own patients and what changed"), NULL, IN_ALL, GO},
    {ACTION_PATIENTS, "patients", "5", N_("patients"), NULL, IN_ALL, GO},
    {ACTION_STAFF, "staff", "6", N_("staff and shifts"), NULL, IN_ALL, GO},
    {ACTION_GREY_ZONE, "grey-zone", "7", N_("OT or HT: the grey zone and the criteria"), NULL, IN_ALL, GO},
    {ACTION_ROSTER, "roster", "8", N_("paper: rosters, handover and other sheets, as printed"), NULL, IN_ALL, GO},
    {ACTION_INDICATORS, "indicators", "9", N_("indicators"), NULL, IN_ALL, GO},
    {ACTION_RECORDS, "records", "", N_("every kind of record"), NULL, IN_ALL, GO},
    {ACTION_TRANSFERS, "transfers", "", N_("transfers between teams"), NULL, IN_ALL, GO},
    {ACTION_SUSPENSIONS, "suspensions", "", N_("suspended patients"), NULL, IN_ALL, GO},
    {ACTION_REMINDERS, "reminders", "", N_("the reminder list"), NULL, IN_ALL, GO},
    {ACTION_MEETING, "meeting", "", N_("candidates for the interdisciplinary meeting"), NULL, IN_ALL, GO},
    {ACTION_CARRY_OVERS, "carry-overs", "", N_("work that a shift did not finish"), NULL, IN_ALL, GO},
    {ACTION_CRITERIA, "criteria", "C", N_("the criteria, their check and preview"), NULL, IN_ALL, GO},
    {ACTION_JOURNAL, "journal", "J", N_("who changed what"), NULL, IN_ALL, GO},
    {ACTION_NIGHT, "night", "T", N_("tomorrow's work: night's run, plan, balance"), NULL, IN_ALL, GO},
    {ACTION_FILES, "files", "I", N_("files in and out: import, export, indicators"), NULL, IN_ALL, GO},
    {ACTION_SETTINGS, "settings", "", N_("settings of the base"), NULL, IN_ALL, GO},
    {ACTION_ACCOUNTS, "accounts", "", N_("accounts: who may sign in, passwords, locks"), NULL, IN_ALL, GO},

    /* rows */
    {ACTION_SEARCH, "search", "/", N_("search the rows"), N_("search"), SEARCHED, ROWS},
    {ACTION_SEARCH_NEXT, "search-next", "n", N_("the next row that was searched"), NULL, SEARCHED, ROWS},
    {ACTION_SEARCH_PREVIOUS, "search-previous", "N", N_("the row before that was searched"), NULL, SEARCHED, ROWS},
    {ACTION_FILTER, "filter", "f", N_("show only rows with these words"), N_("filter"), SEARCHED, ROWS},
    {ACTION_NEXT_DATE, "next-date", "+ >", N_("the next date"), N_("date"), DATED, ROWS},
    {ACTION_PREVIOUS_DATE, "previous-date", "- <", N_("the date before"), NULL, DATED, ROWS},
    {ACTION_TODAY, "today", "=", N_("today"), NULL, DATED, ROWS},
    {ACTION_NEXT_SHIFT, "next-shift", "v", N_("the next shift: day, evening, night"), N_("shift"),
     IN(VIEW_BOARD) | IN(VIEW_ROSTER), ROWS},
    {ACTION_NEXT_TEAM, "next-team", "]", N_("the next team"), N_("team"), OF_TEAM, ROWS},
    {ACTION_PREVIOUS_TEAM, "previous-team", "[", N_("the team before"), NULL, OF_TEAM, ROWS},
    {ACTION_NEXT_PANE, "next-pane", "tab", N_("the next pane"), N_("pane"),
     IN(VIEW_BOARD) | IN(VIEW_ROSTER) | IN(VIEW_INDICATORS), ROWS},
    {ACTION_UP, "up", "up k", N_("up"), NULL, MARKED, ROWS},
    {ACTION_DOWN, "down", "down j", N_("down"), NULL, MARKED, ROWS},
    {ACTION_LEFT, "left", "left", N_("the proposal before"), NULL, IN(VIEW_SICK_CALL), ROWS},
    {ACTION_RIGHT, "right", "right", N_("the next proposal"), N_("proposal"), IN(VIEW_SICK_CALL), ROWS},
    {ACTION_LEFT, "left", "left", N_("the left part of the page again"), NULL, IN(VIEW_ROSTER), ROWS},
    {ACTION_RIGHT, "right", "right", N_("the right part of a page that is wider than the window"), NULL,
     IN(VIEW_ROSTER), ROWS},
    {ACTION_LEFT, "left", "left", N_("the visit before on the list"), NULL, IN(VIEW_BOARD), ROWS},
    {ACTION_RIGHT, "right", "right", N_("the next visit on the list"), NULL, IN(VIEW_BOARD), ROWS},
    {ACTION_PAGE_UP, "page-up", "page-up ctrl-b", N_("a page up"), NULL, MARKED, ROWS},
    {ACTION_PAGE_DOWN, "page-down", "page-down ctrl-f", N_("a page down"), NULL, MARKED, ROWS},
    {ACTION_FIRST, "first", "home", N_("the first row"), NULL, MARKED, ROWS},
    {ACTION_LAST, "last", "end", N_("the last row"), NULL, MARKED, ROWS},

    /* the program */
    {ACTION_BACK, "back", "esc", N_("one step back; nothing that was typed is lost"), NULL, IN_ALL, PROGRAM},
    {ACTION_REFRESH, "refresh", "ctrl-l", N_("draw the screen anew"), NULL, IN_ALL, PROGRAM},
    {ACTION_LOCK, "lock", "", N_("lock the screen"), NULL, IN_ALL, PROGRAM},
    {ACTION_CHANGE_PERSON, "change-person", "W", N_("somebody else signs in"), NULL, IN_ALL, PROGRAM},
    {ACTION_OWN_PASSWORD, "own-password", "", N_("change your own password"), NULL, IN_ALL, PROGRAM},
    {ACTION_QUIT, "quit", "q ctrl-c", N_("leave the program"), N_("quit"), IN_ALL, PROGRAM},
};
const size_t n_actions = COUNT_OF(actions);

const struct action_spec *action_spec(enum action action, enum view_id view) {
  for (size_t i = 0; i < n_actions; i++)
    if (actions[i].action == action && (actions[i].views & IN(view)))
      return &actions[i];
  return NULL;
}

const struct action_spec *action_named(const char *name) {
  for (size_t i = 0; i < n_actions; i++)
    if (text_equal(actions[i].name, name))
      return &actions[i];
  return NULL;
}
