"""A certificate from an ACME server; tests/acme does more of this, with four clients."""

import os
import ssl
import tempfile
import unittest

from support.authority import NAME, Authority, Lego, free_ports
from support.clients import needs
from support.http import parse
from support.site import Site, wait_for


class Acme(unittest.TestCase):
    @needs("pebble", "pebble-challtestsrv", "lego")
    def test_lego_gets_a_first_certificate_which_is_taken_without_a_signal(self):
        [port] = free_ports(1)
        with tempfile.TemporaryDirectory() as folder, Authority(port) as authority:
            client = Lego(os.path.join(folder, "client"), authority, os.path.join(folder, "challenges"))
            certificate, key = client.paths()
            site = Site(host=NAME, config=f'acme = "{client.challenges}"\n'
                        f'https {{ listen = {{"127.0.0.1:0"}} certificate = "{certificate}" key = "{key}" }}\n')
            with open(site.config) as f:
                text = f.read()
            with open(site.config, "w") as f:
                f.write(text.replace('http { listen = {"127.0.0.1:0"}', f'http {{ listen = {{"127.0.0.1:{port}"}}'))
            with site:
                client.issue()
                context = ssl.create_default_context(cafile=authority.roots)

                def ask():
                    try:
                        with context.wrap_socket(site.connect("https"), server_hostname=NAME) as s:
                            s.sendall(b"GET /ru/ HTTP/1.0\r\n\r\n")
                            return parse(site.read_all(s))[0]
                    except OSError:
                        return None
                self.assertEqual(wait_for("the certificate of the authority", ask), 200)
                self.assertIn("/.well-known/acme-challenge/", "\n".join(site.accessed))
