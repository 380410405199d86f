/* The program's version, in one place. */
#ifndef VAKTROM_VERSION_H
#define VAKTROM_VERSION_H

#define VAKTROM_VERSION "0.1.0"
/* The day of that version, on manual pages. */
#define VAKTROM_VERSION_DATE "2026-11-22"

#endif
