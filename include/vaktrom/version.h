/* The program's version, in one place. */
#ifndef VAKTROM_VERSION_H
#define VAKTROM_VERSION_H

#define VAKTROM_VERSION "0.1.0"

#endif
