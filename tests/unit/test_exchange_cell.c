/* Cells: what each type of column takes and the one form in which it keeps it (interface.md, CSV). */
#include "check.h"
#include "exchange/cell.h"

#include <string.h>

static struct arena arena;
static struct str why;

static int tear_down(void **state) {
  (void)state;
  arena_free(&arena);
  str_free(&why);
  return 0;
}

static const struct column *column_of(const char *kind, const char *name) {
  const struct kind *found = kind_find(kind);
  return &found->columns[kind_column(found, name)];
}

/* `wanted` NULL: refused, and `because` is in the reason. */
static void expect(const char *kind, const char *name, const char *text, const char *wanted, const char *because) {
  str_clear(&why);
  const char *got = cell_parse(column_of(kind, name), text, &arena, &why);
  if (wanted) {
    assert_non_null(got);
    assert_string_equal(got, wanted);
  } else {
    assert_null(got);
    if (!strstr(str_text(&why), because))
      fail_msg("'%s': no '%s' in '%s'", text, because, str_text(&why));
  }
}

static void numbers(void **state) {
  (void)state;
  expect("patients", "lat", "60,2912", "60.2912", NULL);
  expect("patients", "lat", " 60.2912 ", "60.2912", NULL);
  expect("patients", "lat", "-90", "-90", NULL);
  expect("patients", "lat", "", "", NULL);
  expect("patients", "lat", "60.29.12", NULL, "is not a number");
  expect("patients", "lat", "60 29", NULL, "is not a number");
  expect("patients", "lat", "l0.5", NULL, "did you mean '10.5'?");
  expect("patients", "lat", "0x10", NULL, "is not a number");
  expect("tasks", "load", "05", "5", NULL);
  expect("tasks", "load", "+5", "5", NULL);
  expect("tasks", "load", "5,0", NULL, "is not a whole number");
  expect("tasks", "load", "0", NULL, "is not between 1 and 5");
}

static void dates_and_times(void **state) {
  (void)state;
  expect("needs", "from", "2028-02-29", "2028-02-29", NULL); /* a leap year */
  expect("needs", "from", "29.02.2028", "2028-02-29", NULL);
  expect("needs", "from", "29.02.2027", NULL, "there is no date");
  expect("needs", "from", "1.2.2027", NULL, "is not a date");
  expect("shifts", "start", "7:30", "07:30", NULL);
  expect("shifts", "start", "07.30", "07:30", NULL);
  expect("shifts", "start", "07:30:00", "07:30", NULL); /* as a spreadsheet adds */
  expect("shifts", "start", "24:00", NULL, "is not a time");
  expect("shifts", "start", "2:30+01:00", "02:30+01:00", NULL); /* the second of a repeated hour */
  expect("shifts", "start", "02:30+1", NULL, "is not a time");
  expect("services", "earliest", "02:30+01:00", NULL, "is not a time"); /* a service has no date */
  expect("services", "earliest", "8:00  12.30", "08:00 12:30", NULL);
  expect("services", "earliest", "08:00 09:00 10:00 11:00 12:00 13:00 14:00", NULL, "more than the 6");
  assert_true(clock_set_zone("Europe/Oslo"));
  expect("observations", "at", "2026-03-01T09:05", "2026-03-01T09:05:00+01:00", NULL);
  expect("observations", "at", "2026-07-01 09:05:30", "2026-07-01T09:05:30+02:00", NULL);
  expect("observations", "at", "2026-07-01T07:05:00Z", "2026-07-01T09:05:00+02:00", NULL);
}

static void words(void **state) {
  (void)state;
  expect("staff", "role", "Nurse", "nurse", NULL);
  expect("staff", "role", "sykepleier", NULL, "is no role (it is one of: assistant, care_worker");
  expect("staff", "role", "nrse", NULL, "did you mean 'nurse'?");
  expect("staff", "functions", " coordinator   primary_contact ", "coordinator primary_contact", NULL);
  expect("patients", "protected", "ja", "yes", NULL);
  expect("patients", "protected", "NO", "no", NULL);
  expect("services", "days", "m-w-f--", "M-W-F--", NULL);
  expect("services", "days", "mon,wed, fri", "M-W-F--", NULL);
  expect("services", "days", "daily", "MTWTFSS", NULL);
  expect("services", "days", "MTWTFS", NULL, "is not a week");
  expect("services", "days", "TMWTFSS", NULL, "is not a week");
}

static void skills(void **state) {
  (void)state;
  expect("staff", "skills", "insulin  iv@31.05.2027 wound#P012", "insulin iv@2027-05-31 wound#P012", NULL);
  expect("staff", "skills", "iv#P012@2027-05-31", "iv@2027-05-31#P012", NULL);
  expect("staff", "skills", "iv@", NULL, "is no skill");
  expect("staff", "skills", "iv,wound", NULL, "separate the values by a space ('iv wound')");
  expect("tasks", "skills", "iv;wound", NULL, "separate the values by a space ('iv wound')");
  expect("staff", "skills", "iv#", NULL, "is no skill");
  expect("staff", "skills", "#P012", NULL, "lacks its skill");
  expect("staff", "skills", "iv@soon", NULL, "is not a date");
}

static void ids_and_texts(void **state) {
  (void)state;
  expect("patients", "patient", " P012 ", "P012", NULL);
  expect("patients", "patient", "P\xC3\x85-1/2", "PÅ-1/2", NULL);
  expect("patients", "patient", "@P1", NULL, "begins with '@'");
  expect("patients", "name", " Kari  N. ", " Kari  N. ", NULL); /* what was exported comes back as it was */
  expect("patients", "name", " \t", "", NULL);
  expect("patients", "name", "a\rb", NULL, "more than one line");
}

/* The header names of interface.md, in its order; what is beyond it is marked so. */
static void columns_are_those_of_the_interface(void **state) {
  (void)state;
  static const char *const tables[][2] = {
      {"teams", "team,kind,name,location,ht,lat,lon,max_lists,unit,areas,phone,cars"},
      {"tasks", "task,name,min_role,skills,duration,priority,load"},
      {"staff", "staff,name,role,team,position_pct,functions,skills,languages,transport,employment,exclude_tasks,phone,"
                "gender"},
      {"patients", "patient,name,address,lat,lon,area,team,status,primary_contact,secondary_contact,languages,"
                   "exclude_staff,important,access,admitted,phone,cooperating_team,prefer_gender,spo2_scale,protected,"
                   "key_number,door_code"},
      {"needs", "patient,code,value,from,until,noted_by"},
      {"observations", "patient,at,resp,spo2,scale,oxygen,systolic,pulse,consciousness,temp"},
      {"criteria", "criterion,outcome,when,rationale,source,rank,version,valid_from"},
      {"services", "service,patient,task,days,every,start,until,earliest,latest,window,duration,staff_count,skills,"
                   "min_role,priority,follows,min_gap,max_gap,second_role,second_skills,second_team"},
      {"shifts", "date,shift,staff,team,start,end,function,covers"},
      {"absences", "staff,from,until,reason,shift"},
      {"suspensions", "patient,from,until,review,reason"},
      {"travel", "from,to,mode,minutes"},
      {"history", "date,shift,patient,staff,task,minutes"},
      {"reminders", "team,due,patient,text"},
      {"queue", "at,kind,urgency,patient,from,text,team,owner,state"},
      {"visits", "visit,date,shift,patient,service,task,team,min_role,skills,duration,earliest,latest,window,priority,"
                 "state,list,seq,start,staff,reason,pinned"},
  };
  for (size_t t = 0; t < COUNT_OF(tables); t++) {
    struct str names = {0};
    const struct kind *kind = kind_find(tables[t][0]);
    assert_non_null(kind);
    for (int c = 0; kind->columns[c].name; c++)
      if (!(kind->columns[c].flags & (COLUMN_EXTRA | COLUMN_COUNTED)))
        str_addf(&names, names.n ? ",%s" : "%s", kind->columns[c].name);
    assert_string_equal(str_text(&names), tables[t][1]);
    str_free(&names);
  }
}

/* Two columns of a KIND never share a header name, in whichever language; every column has both. */
static void headers_are_told_apart(void **state) {
  (void)state;
  for (const struct kind *kind = kinds; kind->name; kind++)
    for (int a = 0; kind->columns[a].name; a++) {
      assert_non_null(kind->columns[a].norwegian);
      for (int b = 0; kind->columns[b].name; b++)
        if (a != b) {
          assert_string_not_equal(kind->columns[a].name, kind->columns[b].name);
          assert_string_not_equal(kind->columns[a].name, kind->columns[b].norwegian);
          assert_string_not_equal(kind->columns[a].norwegian, kind->columns[b].norwegian);
        }
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(numbers, tear_down),
      cmocka_unit_test_teardown(dates_and_times, tear_down),
      cmocka_unit_test_teardown(words, tear_down),
      cmocka_unit_test_teardown(skills, tear_down),
      cmocka_unit_test_teardown(ids_and_texts, tear_down),
      cmocka_unit_test(columns_are_those_of_the_interface),
      cmocka_unit_test(headers_are_told_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
