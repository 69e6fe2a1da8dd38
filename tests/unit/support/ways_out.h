/*
 * ways_out: what an intruder in a process of ours would try, one function a way.
 *
 * Each returns a negative number with errno set, as system calls do, when it was stopped. The arguments are such that a way
 * that is open does no harm: the kernel looks at who asks before it looks at them, so "no such file" or "invalid" means open.
 */
#ifndef TESTS_UNIT_SUPPORT_WAYS_OUT_H
#define TESTS_UNIT_SUPPORT_WAYS_OUT_H

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/openat2.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

/* What is there before the sandbox is entered. */
static struct drill {
	char folder[64];            /* it has content/, var/, feeds/ and the file "secret" */
	int content;                /* the folder */
	int file;                   /* open for reading and writing, in var/ */
	int tcp;                    /* a socket without an address */
	int listener;               /* does not block */
	struct sockaddr_in address; /* where somebody listens */
	struct sockaddr_un local;   /* without a file, likewise */
	socklen_t local_size;
	pid_t victim; /* another process of the same user */
} drill;

enum { ARGUMENT_MAX = 128 };

/* Of a file below the folder of the drill. */
static inline const char *place(const char *name)
{
	static char path[ARGUMENT_MAX];
	snprintf(path, sizeof path, "%s/%s", drill.folder, name);
	return path;
}

__attribute__((format(printf, 1, 2))) static inline const char *in_proc(const char *format, ...)
{
	static char path[ARGUMENT_MAX];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(path, sizeof path, format, arguments);
	va_end(arguments);
	return path;
}

static inline long stopped(int error)
{
	errno = error;
	return -1;
}

static inline long mapped(void *p)
{
	return p == MAP_FAILED ? -1 : 0;
}

#define WAY(name, expression)                                                                                \
	static long name(void)                                                                               \
	{                                                                                                    \
		return (long)(expression);                                                                   \
	}

/* --- files -------------------------------------------------------------------------- */

WAY(write_into_the_content, open(place("content/new"), O_WRONLY | O_CREAT, 0644))
WAY(write_over_content, open(place("content/a.gmi"), O_RDWR))
WAY(write_into_the_state, open(place("var/new"), O_WRONLY | O_CREAT, 0644))
WAY(write_over_the_catalogue, open(place("var/catalog.db"), O_WRONLY))
WAY(write_into_the_feeds, open(place("feeds/new"), O_WRONLY | O_CREAT, 0644))
WAY(write_elsewhere, open(place("new"), O_WRONLY | O_CREAT, 0644))
WAY(append_to_content, open(place("content/a.gmi"), O_WRONLY | O_APPEND))
WAY(make_a_file_that_is_opened_for_reading, open(place("var/new"), O_RDONLY | O_CREAT, 0644))
WAY(cut_content_that_is_opened_for_reading, open(place("content/a.gmi"), O_RDONLY | O_TRUNC))
WAY(make_a_file_without_a_name, open(place("content"), O_TMPFILE | O_RDWR, 0600))
WAY(cut_content_by_its_name, truncate(place("content/a.gmi"), 0))
WAY(cut_the_catalogue_by_its_name, truncate(place("var/catalog.db"), 0))
WAY(cut_a_file_that_is_open, ftruncate(drill.file, 0))
WAY(make_a_hole_in_a_file_that_is_open, fallocate(drill.file, 0, 0, 1))
WAY(write_at_a_place_of_a_file_that_is_open, pwrite(drill.file, "x", 1, 0))
WAY(remove_content, unlink(place("content/b.gmi")))
WAY(remove_the_catalogue, unlink(place("var/catalog.db")))
WAY(rename_content, renameat(drill.content, "b.gmi", drill.content, "c.gmi"))
WAY(move_content_out, renameat(drill.content, "b.gmi", AT_FDCWD, place("moved")))
WAY(link_to_the_secret, link(place("secret"), "/tmp"))
WAY(link_symbolically, symlinkat("/etc/passwd", drill.content, "passwd"))
WAY(make_a_folder, mkdirat(drill.content, "new-folder", 0755))
WAY(remove_a_folder, unlinkat(drill.content, "empty", AT_REMOVEDIR))
WAY(make_a_pipe_with_a_name, mknodat(drill.content, "pipe", S_IFIFO | 0644, 0))
WAY(make_a_device, mknodat(drill.content, "zero", S_IFCHR | 0666, (dev_t)(1 << 8 | 5)))
WAY(make_content_executable, fchmodat(drill.content, "a.gmi", 0755, 0))
WAY(make_an_open_file_executable, fchmod(drill.file, 0755))
WAY(give_content_away, fchownat(drill.content, "a.gmi", 12345, 12345, 0))
WAY(give_content_an_attribute, fsetxattr(drill.file, "user.x", "x", 1, 0))
WAY(date_content_back, utimensat(drill.content, "a.gmi", NULL, 0))
WAY(change_the_folder, chdir("/"))
WAY(read_the_secret, open(place("secret"), O_RDONLY))
WAY(read_the_secret_through_proc, open(in_proc("/proc/self/root%s/secret", drill.folder), O_RDONLY))
WAY(read_the_secret_through_a_symbolic_link, openat(drill.content, "out", O_RDONLY))
WAY(read_the_secret_through_the_parent, openat(drill.content, "../secret", O_RDONLY))
WAY(read_the_users, open("/etc/passwd", O_RDONLY))
WAY(read_this_program, open("/proc/self/exe", O_RDONLY))
WAY(list_the_root, open("/", O_RDONLY | O_DIRECTORY))
WAY(list_the_processes, open("/proc", O_RDONLY | O_DIRECTORY))
WAY(open_the_memory_of_another, open(in_proc("/proc/%d/mem", (int)drill.victim), O_RDONLY))
WAY(write_into_code_through_proc, open("/proc/self/mem", O_RDWR))
WAY(open_a_device, open("/dev/zero", O_RDONLY))
WAY(open_a_terminal, open("/dev/ptmx", O_RDONLY))
WAY(make_a_handle_of_a_file, syscall(SYS_name_to_handle_at, drill.content, "a.gmi", NULL, NULL, 0))
WAY(open_a_file_by_its_handle, syscall(SYS_open_by_handle_at, drill.content, NULL, O_RDONLY))
WAY(watch_a_whole_disk, syscall(SYS_fanotify_init, 0, O_RDONLY))
WAY(have_the_parent_told_of_changes, fcntl(drill.content, F_NOTIFY, 0))

static long write_content_by_openat2(void)
{
	struct open_how how = { .flags = O_WRONLY };
	return syscall(SYS_openat2, drill.content, "a.gmi", &how, sizeof how);
}

static long read_the_secret_by_openat2(void)
{
	struct open_how how = { .flags = O_RDONLY };
	return syscall(SYS_openat2, AT_FDCWD, place("secret"), &how, sizeof how);
}

/* --- the network ------------------------------------------------------------------------ */

WAY(make_a_socket, socket(AF_INET, SOCK_STREAM, 0))
WAY(make_a_socket_for_datagrams, socket(AF_INET, SOCK_DGRAM, 0))
WAY(make_a_socket_of_version_6, socket(AF_INET6, SOCK_STREAM, 0))
WAY(make_a_local_socket, socket(AF_UNIX, SOCK_STREAM, 0))
WAY(make_a_pair_of_sockets, socketpair(AF_UNIX, SOCK_STREAM, 0, (int[2]){ 0 }))
WAY(ask_the_kernel_for_routes, socket(AF_NETLINK, SOCK_RAW, 0))
WAY(ask_the_kernel_for_devices, socket(AF_NETLINK, SOCK_RAW, 15))
WAY(make_a_raw_socket, socket(AF_INET, SOCK_RAW, IPPROTO_ICMP))
WAY(make_a_socket_for_packets, socket(AF_PACKET, SOCK_RAW, 0))
WAY(make_a_socket_to_the_host, socket(AF_VSOCK, SOCK_STREAM, 0))
WAY(make_a_socket_for_ciphers, socket(AF_ALG, SOCK_SEQPACKET, 0))
WAY(connect_a_socket, connect(drill.tcp, (const struct sockaddr *)&drill.address, sizeof drill.address))
WAY(bind_a_socket, bind(drill.tcp, (const struct sockaddr *)&(struct sockaddr_in){ .sin_family = AF_INET },
                       sizeof(struct sockaddr_in)))
WAY(listen_on_a_socket, listen(drill.tcp, 1))
WAY(accept_a_connection, accept4(drill.listener, NULL, NULL, 0))
WAY(put_a_filter_on_a_socket, setsockopt(drill.tcp, SOL_SOCKET, SO_ATTACH_FILTER, "", 1))
WAY(look_at_the_devices_of_the_network, ioctl(drill.tcp, SIOCGIFCONF, NULL))
WAY(have_a_socket_signal_to_another, ioctl(drill.tcp, FIOSETOWN, &drill.victim))
WAY(have_a_file_signal_to_another, fcntl(drill.tcp, F_SETOWN, drill.victim))

static long connect_to_a_socket_without_a_file(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	return fd < 0 ? -1 : connect(fd, (const struct sockaddr *)&drill.local, drill.local_size);
}

/* --- other processes ---------------------------------------------------------------------- */

static long start_a_process(void)
{
	long pid = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
	if (pid == 0)
		_exit(0);
	return pid;
}

static long start_a_process_of_its_own_namespace(void)
{
	long pid = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
	if (pid == 0)
		_exit(0);
	return pid;
}

static void *nothing(void *arg)
{
	return arg;
}

static long start_a_thread(void)
{
	pthread_t t;
	int code = pthread_create(&t, NULL, nothing, NULL);
	return code ? stopped(code == EAGAIN ? EPERM : code) : 0;
}

WAY(start_a_process_by_the_new_call, syscall(SYS_clone3, NULL, 0))
WAY(run_a_program, execv("/bin/true", (char *[]){ (char *)"true", NULL }))
WAY(run_a_program_that_is_open,
    syscall(SYS_execveat, drill.file, "", (char *[]){ NULL }, NULL, AT_EMPTY_PATH))
WAY(signal_another, kill(drill.victim, 0))
WAY(signal_the_parent, kill(getppid(), 0))
WAY(wake_the_parent, kill(getppid(), SIGCONT))
WAY(signal_its_group, kill(0, 0))
WAY(signal_all, kill(-1, 0))
WAY(signal_a_thread, syscall(SYS_tkill, drill.victim, 0))
WAY(signal_a_thread_of_the_parent, syscall(SYS_tgkill, getppid(), getppid(), 0))
WAY(queue_a_signal, syscall(SYS_rt_sigqueueinfo, drill.victim, 0, &(siginfo_t){ .si_code = SI_QUEUE }))
WAY(queue_a_signal_for_a_thread,
    syscall(SYS_rt_tgsigqueueinfo, drill.victim, drill.victim, 0, &(siginfo_t){ .si_code = SI_QUEUE }))
WAY(open_a_process, syscall(SYS_pidfd_open, drill.victim, 0))
WAY(signal_an_open_process, syscall(SYS_pidfd_send_signal, -1, 0, NULL, 0))
WAY(take_a_descriptor_of_another, syscall(SYS_pidfd_getfd, -1, 0, 0))
WAY(debug_another, syscall(SYS_ptrace, 0x4206 /* SEIZE */, drill.victim, 0, 0))
WAY(be_debugged, syscall(SYS_ptrace, 0 /* TRACEME */, 0, 0, 0))
WAY(read_the_memory_of_another, syscall(SYS_process_vm_readv, drill.victim, NULL, 0, NULL, 0, 0))
WAY(write_the_memory_of_another, syscall(SYS_process_vm_writev, drill.victim, NULL, 0, NULL, 0, 0))
WAY(advise_on_the_memory_of_another, syscall(SYS_process_madvise, -1, NULL, 0, 0, 0))
WAY(compare_with_another, syscall(SYS_kcmp, getpid(), drill.victim, 1, 0, 0))
WAY(limit_another, prlimit(drill.victim, RLIMIT_NOFILE, &(struct rlimit){ 9, 9 }, NULL))
WAY(look_at_the_limits_of_another, prlimit(drill.victim, RLIMIT_NOFILE, NULL, &(struct rlimit){ 0 }))
WAY(set_its_own_limits, setrlimit(RLIMIT_NOFILE, &(struct rlimit){ 9, 9 }))
WAY(slow_another_down, setpriority(PRIO_PROCESS, (id_t)drill.victim, 19))
WAY(schedule_another, sched_setscheduler(drill.victim, SCHED_OTHER, &(struct sched_param){ 0 }))
WAY(move_another_to_another_core, sched_setaffinity(drill.victim, 0, NULL))
WAY(leave_its_group, setpgid(0, 0))
WAY(leave_its_session, setsid())

/* --- memory --------------------------------------------------------------------------------- */

WAY(map_memory_for_code,
    mapped(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)))
WAY(map_a_file_for_code, mapped(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, drill.file, 0)))
WAY(make_a_file_in_memory, syscall(SYS_memfd_create, "x", 0))
WAY(make_secret_memory, syscall(447 /* memfd_secret */, 0))
WAY(share_memory, syscall(SYS_shmget, 0, 4096, 0600))
WAY(handle_faults_itself, syscall(SYS_userfaultfd, 0))
WAY(make_all_that_is_read_executable, syscall(SYS_personality, 0x0400000))
WAY(move_pages_of_a_file, syscall(SYS_remap_file_pages, 0, 0, 0, 0, 0))

static long make_its_memory_executable(void)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return p == MAP_FAILED ? -1 : mprotect(p, 4096, PROT_READ | PROT_EXEC);
}

static long make_its_memory_executable_with_a_key(void)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return p == MAP_FAILED ? -1 : syscall(SYS_pkey_mprotect, p, 4096, PROT_READ | PROT_EXEC, -1);
}

/* --- the kernel -------------------------------------------------------------------------------- */

WAY(make_a_ring, syscall(SYS_io_uring_setup, 0, NULL))
WAY(load_a_program_into_the_kernel, syscall(SYS_bpf, 5, NULL, 0))
WAY(look_at_keys, syscall(SYS_keyctl, 0, -3, 0, 0, 0))
WAY(add_a_key, syscall(SYS_add_key, NULL, NULL, NULL, 0, 0))
WAY(ask_for_a_key, syscall(SYS_request_key, NULL, NULL, NULL, 0))
WAY(measure_the_machine, syscall(SYS_perf_event_open, NULL, 0, -1, -1, 0))
WAY(have_a_filter_of_its_own, syscall(SYS_seccomp, 1, 0, NULL))
WAY(have_a_sandbox_of_its_own, syscall(SYS_landlock_create_ruleset, NULL, 0, 0))
WAY(load_a_module, syscall(SYS_init_module, NULL, 0, ""))
WAY(load_a_module_from_a_file, syscall(SYS_finit_module, -1, "", 0))
WAY(remove_a_module, syscall(SYS_delete_module, "", 0))
WAY(load_another_kernel, syscall(SYS_kexec_load, 0, 0, NULL, ~0UL))
WAY(start_the_machine_again, syscall(SYS_reboot, 0, 0, 0, NULL))
WAY(read_the_log_of_the_kernel, syscall(SYS_syslog, 2, NULL, 0))
WAY(account_for_processes, syscall(SYS_acct, "/nowhere/acct"))
WAY(swap_to_a_file, syscall(SYS_swapon, "/nowhere/swap", 0))
WAY(stop_swapping, syscall(SYS_swapoff, "/nowhere/swap"))
WAY(set_quotas, syscall(SYS_quotactl, ~0, NULL, 0, NULL))
WAY(set_the_clock, syscall(SYS_clock_settime, CLOCK_REALTIME, NULL))
WAY(set_the_time_of_day, syscall(SYS_settimeofday, &(struct timeval){ .tv_usec = -1 }, NULL))
WAY(bend_the_clock, syscall(SYS_adjtimex, NULL))
WAY(name_the_machine, syscall(SYS_sethostname, "", ~0UL >> 33))
WAY(name_the_domain, syscall(SYS_setdomainname, "", ~0UL >> 33))
WAY(hang_up_the_terminal, syscall(SYS_vhangup))
WAY(type_into_a_terminal, ioctl(drill.file, TIOCSTI, "x"))
WAY(set_flags_of_a_file, ioctl(drill.file, 0x40086602 /* FS_IOC_SETFLAGS */, NULL))

/* --- another view of the machine, and more rights ----------------------------------------------------- */

WAY(be_root_in_a_namespace, unshare(CLONE_NEWUSER))
WAY(have_mounts_of_its_own, unshare(CLONE_NEWNS))
WAY(enter_a_namespace, setns(-1, 0))
WAY(mount_a_disk, syscall(SYS_mount, NULL, "/nowhere", NULL, 0, NULL))
WAY(unmount_a_disk, syscall(SYS_umount2, "/nowhere", 0))
WAY(open_a_file_system, syscall(SYS_fsopen, NULL, 0))
WAY(open_a_tree, syscall(SYS_open_tree, -1, "", 0))
WAY(move_a_mount, syscall(SYS_move_mount, -1, "", -1, "", 0))
WAY(change_a_mount, syscall(442 /* mount_setattr */, -1, "", 0, NULL, 0))
WAY(have_another_root, chroot("/nowhere"))
WAY(turn_the_roots_around, syscall(SYS_pivot_root, "/nowhere", "/nowhere"))
WAY(be_root, syscall(SYS_setuid, 0))
WAY(be_another_user, syscall(SYS_setresuid, 1, 1, 1))
WAY(be_of_another_group, syscall(SYS_setgid, 1))
WAY(be_of_more_groups, syscall(SYS_setgroups, 0, NULL))
WAY(be_dumped, prctl(PR_SET_DUMPABLE, 1, 0, 0, 0))
WAY(outlive_its_parent, prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0))
WAY(keep_capabilities, prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))

static long have_a_capability(void)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct sets[2] = { { 1, 1, 1 }, { 0 } };
	return syscall(SYS_capset, &head, sets);
}

#ifdef __x86_64__
WAY(use_ports_of_the_machine, syscall(SYS_ioperm, 0, 1, 1))
WAY(use_all_ports_of_the_machine, syscall(SYS_iopl, 3))
WAY(change_its_segments, syscall(SYS_modify_ldt, 1, NULL, 0))
WAY(use_old_calls, syscall(SYS_open, place("content/new"), O_WRONLY | O_CREAT, 0644))
WAY(use_calls_of_another_kind, syscall(0x40000000 + SYS_open, place("secret"), O_RDONLY))
#endif

#endif
