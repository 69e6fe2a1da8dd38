/*
 * job: what is to be made of one file.
 */
#ifndef JARCHY_PICTURE_JOB_H
#define JARCHY_PICTURE_JOB_H

#include "picture/picture.h"

struct picture_job {
	int fd;     /* the original, open for reading */
	int folder; /* the store (store.h) */
	enum picture_role role;
	bool full; /* the original without what is private is wanted as well */
};

#endif
