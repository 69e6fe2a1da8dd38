#include "daemon/name_services.h"

#include <dlfcn.h>

#include "unit/support/folder.h"

/* Every C library brings it, and nothing asks for it. */
static const char module[] = "libnss_compat.so.2";

static bool is_loaded(void)
{
	return dlopen(module, RTLD_LAZY | RTLD_NOLOAD) != NULL;
}

static const char *config(struct folder *f, const char *text)
{
	folder_write(f, "nsswitch.conf", text);
	return folder_path(f, "nsswitch.conf");
}

static void only_what_looks_up_hosts_is_loaded(void **state)
{
	(void)state;
	struct folder f;
	folder_init(&f);
	if (is_loaded() || !dlopen(module, RTLD_LAZY | RTLD_LOCAL))
		skip();
	void *handle = dlopen(module, RTLD_LAZY | RTLD_NOLOAD);
	dlclose(handle);
	dlclose(handle);
	if (is_loaded()) /* this C library keeps what it loaded */
		skip();
	name_services_load("/nowhere/nsswitch.conf");
	name_services_load(config(&f, ""));
	name_services_load(config(&f, "hosts:"));
	name_services_load(config(&f, "hosts"));
	name_services_load(config(&f, "passwd: compat\n#hosts: compat\nhosts: files # compat\n"));
	name_services_load(config(&f, "hosts: files [compat=return] no_such_service dns"));
	assert_false(is_loaded());
	name_services_load(config(&f, "passwd: files\n  hosts:\tfiles [!UNAVAIL=return] compat dns\n"));
	assert_true(is_loaded());
	folder_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_looks_up_hosts_is_loaded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
