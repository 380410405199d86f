/* A folder of backups: their names, and which of them stay. */
#ifndef VAKTROM_STORE_BACKUP_FOLDER_H
#define VAKTROM_STORE_BACKUP_FOLDER_H

#include "vaktrom/store/safety.h"

/* "FOLDER/base-20260304T061200Z.backup" for a store base.db. */
const char *backup_name(const char *folder, const char *store, instant at, struct arena *arena);
/* Removes those of this store's backups that nothing keeps: the newest of each of the last `days` days, BACKUP_WEEKS
 * weeks and BACKUP_MONTHS months that have one stay. Files with other names are left alone. What cannot be removed is
 * warned of. */
void backup_rotate(const char *folder, const char *store, int days, int *kept, int *removed);

/* Which of some backups stay: `at` newest first, `stays` as many. For the tests. */
void backup_choose(const instant *at, int n, int days, bool *stays);

#endif
