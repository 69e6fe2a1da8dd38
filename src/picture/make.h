/*
 * make: the copies of one picture, by libvips.
 *
 * For one process alone, which is in a sandbox: the decoders of hostile bytes run here. Not for who waits
 * for them.
 */
#ifndef JARCHY_PICTURE_MAKE_H
#define JARCHY_PICTURE_MAKE_H

#include "base/err.h"
#include "picture/job.h"

/*
 * Loads libvips, which is in no other process: about a tenth of a second and 30 MB. Loaders that it does
 * not call safe are blocked, one thread, no cache, no code made at run time. Before a sandbox is entered.
 * False: it is not installed, or too old.
 */
bool picture_load(struct err *err);

/*
 * Makes what is missing and says what there is: READY, FAILED with a fault, NONE where nothing need be made
 * (a file that is no picture and has nothing private), or WAITING with FAULT_STORE where another try may go
 * well (err says why). Time and memory are bounded by the caller, who ends the process.
 */
void picture_make(const struct picture_job *job, struct picture *out, struct err *err);

#endif
