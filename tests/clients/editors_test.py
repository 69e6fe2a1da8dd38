"""What an editor does in a real client: opens the preview with a certificate, and reads the draft or the fingerprint."""

import os
import tempfile
import unittest

from support.client_certs import ClientCert
from support.clients import Terminal, needs, squeeze
from support.corpus import site

DRAFT = {
    "wells/project.en.gmi": "---\nname: Wells\n---\n\nA project.\n",
    "wells/2026-03-05-pump.en.gmi": "---\ntitle: A pump\ndraft: yes\n---\n\nIt pumps.\n",
}


class Editors(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="jarchy-editors-")
        cls.addClassCleanup(folder.cleanup)
        cls.home = folder.name
        cls.editor, cls.stranger = ClientCert(cls.home, "editor"), ClientCert(cls.home, "stranger")
        cls.site = site(DRAFT, config='languages = {"en"}\npreview = {"%s"}\n' % cls.editor.fingerprint)
        cls.addClassCleanup(cls.site.kill)
        cls.site.start()

    @needs("amfora", "tmux")
    def test_amfora_shows_the_draft_or_the_fingerprint(self):
        host = "localhost:%d" % self.site.ports["gemini"]
        for cert, words in (self.editor, "It pumps."), (self.stranger, self.stranger.fingerprint):
            home = os.path.join(cert.folder, "home")
            os.makedirs(os.path.join(home, ".config/amfora"))
            with open(os.path.join(home, ".config/amfora/config.toml"), "w") as f:
                f.write(f"[auth.certs]\n'{host}' = '{cert.certificate}'\n[auth.keys]\n'{host}' = '{cert.key}'\n")
            with Terminal(f"amfora {self.site.gemini_url('/preview/en/wells/2026-03-05-pump')}", home) as terminal:
                terminal.wait(words, lambda screen: squeeze(words) in squeeze(screen))
