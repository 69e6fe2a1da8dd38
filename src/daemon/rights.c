/*
 * rights: the five sets of capabilities (capabilities(7)), by system calls: there is no need for a library.
 */
#include "daemon/rights.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/str.h"

static const unsigned supervisors[] = {
	CAP_CHOWN,            /* folders that the user of the children gets */
	CAP_DAC_OVERRIDE,     /* folders and logs of other users */
	CAP_DAC_READ_SEARCH,  /* keys of other users */
	CAP_KILL,             /* children of another user */
	CAP_SETGID,           /* children become another user */
	CAP_SETUID,           /* the same */
	CAP_SETPCAP,          /* children give up their bounding set */
	CAP_NET_BIND_SERVICE, /* ports below 1024 */
	CAP_IPC_LOCK,         /* ticket keys stay out of swap */
};

static uint64_t bit(unsigned capability)
{
	return 1ULL << capability;
}

static uint64_t supervisors_mask(void)
{
	uint64_t mask = 0;
	for (size_t i = 0; i < ARRAY_SIZE(supervisors); i++)
		mask |= bit(supervisors[i]);
	return mask;
}

static bool get(struct __user_cap_data_struct sets[2])
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	return syscall(SYS_capget, &head, sets) == 0;
}

static bool set(const struct __user_cap_data_struct sets[2], struct err *err)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	return syscall(SYS_capset, &head, sets) == 0 || err_errno(err, "cannot give up capabilities");
}

static bool may_drop_bounding(void)
{
	struct __user_cap_data_struct sets[2];
	return get(sets) && (sets[0].effective & bit(CAP_SETPCAP));
}

/* The kernel may know more capabilities than the headers. */
static bool drop_bounding(uint64_t keep, struct err *err)
{
	for (unsigned c = 0; c < 64; c++) {
		int has = prctl(PR_CAPBSET_READ, (unsigned long)c, 0, 0, 0);
		if (has < 0)
			break;
		if (has && !(keep & bit(c)) && prctl(PR_CAPBSET_DROP, (unsigned long)c, 0, 0, 0) != 0)
			return err_errno(err, "cannot give up capability %u", c);
	}
	return true;
}

bool rights_drop_bounding(struct err *err)
{
	return !may_drop_bounding() || drop_bounding(0, err);
}

bool rights_drop(struct err *err)
{
	const struct __user_cap_data_struct none[2] = { { 0 }, { 0 } };
	prctl(
	    PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0); /* none where the kernel is older than they */
	return set(none, err);
}

/* Those that a program run without root gets too, as AmbientCapabilities= of systemd gives them. */
static uint64_t ambient(void)
{
	uint64_t mask = 0;
	for (unsigned c = 0; c < 64; c++)
		if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, (unsigned long)c, 0, 0) == 1)
			mask |= bit(c);
	return mask;
}

bool rights_keep_for_supervisor(struct err *err)
{
	uint64_t keep = supervisors_mask();
	struct __user_cap_data_struct sets[2];
	if (!get(sets))
		return err_errno(err, "cannot look at the capabilities");
	if ((sets[0].effective & bit(CAP_SETPCAP)) && !drop_bounding(keep, err))
		return false;
	/* What is no longer inheritable is no longer ambient. */
	uint64_t inherit = keep & ambient();
	for (unsigned i = 0; i < 2; i++) {
		sets[i].permitted &= (uint32_t)(keep >> 32 * i);
		sets[i].effective &= sets[i].permitted;
		sets[i].inheritable &= (uint32_t)(inherit >> 32 * i);
	}
	return set(sets, err);
}

void rights_hide(void)
{
	const struct rlimit none = { 0, 0 };
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	setrlimit(RLIMIT_CORE, &none);
}

void rights_limit_to_one(void)
{
	const struct rlimit none = { 0, 0 };
	setrlimit(RLIMIT_NPROC, &none);
	setrlimit(RLIMIT_MSGQUEUE, &none);
}
