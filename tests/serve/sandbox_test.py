"""What the processes hold and may still do, seen from outside while they serve."""

import os
import stat
import unittest

from support.site import Site, wait_for


def flags(pid, fd):
    """As in open(2)."""
    with open(f"/proc/{pid}/fdinfo/{fd}") as f:
        return int(next(line for line in f if line.startswith("flags:")).split()[1], 8)


def writable_files(pid):
    """The regular files that a process has open for writing."""
    found = set()
    for fd in os.listdir(f"/proc/{pid}/fd"):
        path = f"/proc/{pid}/fd/{fd}"
        if stat.S_ISREG(os.stat(path).st_mode) and flags(pid, fd) & os.O_ACCMODE != os.O_RDONLY:
            found.add(os.path.basename(os.readlink(path)))
    return found


class Held(unittest.TestCase):
    def test_a_worker_has_no_file_open_for_writing_but_the_access_log(self):
        for sandbox in "try", "off":
            site = Site()
            log = os.path.join(site.folder, "access.log")
            site.write_config(f'log {{ access = "{log}" }}\n')
            with open(site.config) as f:
                text = f.read()
            with open(site.config, "w") as f:
                f.write(text.replace('sandbox = "try"', f'sandbox = "{sandbox}"'))
            with site:
                for pid in site.serving():
                    self.assertEqual(writable_files(pid), {"access.log"}, sandbox)
                site.save("wells/project.en.gmi", "---\nname: Wells\n---\n\nA project.\n")
                wait_for("what was saved", lambda: site.gemini("/en/wells/")[0] == 20)
                for pid in site.serving():
                    self.assertEqual(writable_files(pid), {"access.log"}, sandbox)
