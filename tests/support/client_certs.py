"""Certificates of clients, self-signed with openssl, valid when a test wants them to be."""

import hashlib
import os
import subprocess

CONFIG = """[ca]
default_ca = own
[own]
database = {folder}/index.txt
serial = {folder}/serial
new_certs_dir = {folder}
policy = any
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
"""


class ClientCert:
    """name.pem and name.key in the folder; `fingerprint` is of the key, as jarchy.conf takes it."""

    def __init__(self, folder, name, begin="20200101000000Z", end="20990101000000Z", key=None,
                 kind=("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"), digest="sha256"):
        self.folder = os.path.join(folder, "ca-" + name)
        os.mkdir(self.folder)
        self.certificate = os.path.join(self.folder, name + ".pem")
        self.key = key or os.path.join(self.folder, name + ".key")
        config = self._write("openssl.cnf", CONFIG.format(folder=self.folder))
        self._write("index.txt", "")
        self._write("serial", "01\n")
        request = os.path.join(self.folder, "request.pem")
        if not key:
            self._openssl("genpkey", *kind, "-out", self.key)
        self._openssl("req", "-new", "-config", config, "-key", self.key, "-subj", "/CN=" + name, "-out", request)
        self._openssl("ca", "-batch", "-selfsign", "-config", config, "-keyfile", self.key, "-in", request, "-notext",
                      "-startdate", begin, "-enddate", end, "-md", digest, "-out", self.certificate)
        self.fingerprint = hashlib.sha256(self._openssl("pkey", "-in", self.key, "-pubout", "-outform", "DER")).hexdigest()

    def _write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as f:
            f.write(text)
        return path

    @staticmethod
    def _openssl(*arguments):
        done = subprocess.run(["openssl", *arguments], capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout
