"""A headless Chromium, driven over the DevTools protocol with nothing but the standard library."""

import base64
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile

from support.site import DEADLINE, wait_for

PROGRAM = "chromium"


class WebSocket:
    """The client's side of RFC 6455, as far as DevTools needs it: text messages."""

    def __init__(self, host, port, path):
        self.socket = socket.create_connection((host, port), timeout=DEADLINE)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n"
                             f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                             "Sec-WebSocket-Version: 13\r\n\r\n").encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101 "), head

    def _more(self):
        data = self.socket.recv(65536)
        assert data, "the browser hung up"
        self.buffer += data

    def _take(self, n):
        while len(self.buffer) < n:
            self._more()
        data, self.buffer = self.buffer[:n], self.buffer[n:]
        return data

    def send(self, text):
        data = text.encode()
        if len(data) < 126:
            length = bytes([0x80 | len(data)])
        else:
            length = b"\xff" + len(data).to_bytes(8, "big")
        mask = os.urandom(4)
        self.socket.sendall(b"\x81" + length + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

    def receive(self):
        """The next whole text message."""
        message = b""
        while True:
            first, second = self._take(2)
            length = second & 0x7F
            if length == 126:
                length = int.from_bytes(self._take(2), "big")
            elif length == 127:
                length = int.from_bytes(self._take(8), "big")
            payload = self._take(length)
            if first & 0x0F in (0x0, 0x1):
                message += payload
                if first & 0x80:
                    return message.decode()
            assert first & 0x0F != 0x8, "the browser closed the connection"

    def close(self):
        self.socket.close()


class Browser:
    """One page of one browser; what its console says and what it asks for is kept."""

    def __init__(self):
        self.home = tempfile.mkdtemp(prefix="jarchy-chromium-")
        self.log = open(os.path.join(self.home, "log"), "w+b")
        self.process = subprocess.Popen(
            [PROGRAM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
             "--hide-scrollbars", "--remote-debugging-port=0", f"--user-data-dir={self.home}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=self.log, start_new_session=True, env=dict(os.environ, HOME=self.home))
        self.count = 0
        self.console, self.requests, self.status = [], [], {}
        self.loaded = False
        try:
            self.socket = WebSocket("127.0.0.1", *wait_for("the browser", self._address))
            targets = self.call("Target.getTargets")["targetInfos"]
            target = next(t["targetId"] for t in targets if t["type"] == "page")
            self.session = None
            self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in "Page", "Network", "Runtime", "Log":
                self.call(domain + ".enable")
        except BaseException:
            self.close()
            raise

    def _address(self):
        assert self.process.poll() is None, "the browser ended: " + self._said()
        found = re.search(r"DevTools listening on ws://[^:]+:(\d+)(/\S+)", self._said())
        return found and (int(found[1]), found[2])

    def _said(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def call(self, method, **parameters):
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        self.socket.send(json.dumps(message))
        while True:
            answer = self._receive()
            if answer.get("id") == self.count:
                assert "error" not in answer, answer
                return answer["result"]

    def _receive(self):
        message = json.loads(self.socket.receive())
        method, p = message.get("method"), message.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(p["request"]["url"])
        elif method == "Network.responseReceived":
            self.status[p["response"]["url"]] = p["response"]["status"]
        elif method == "Network.loadingFailed":
            self.console.append("failed: " + p.get("blockedReason", p["errorText"]))
        elif method == "Runtime.consoleAPICalled":
            self.console.append(str(p["args"]))
        elif method == "Runtime.exceptionThrown":
            self.console.append(str(p["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.console.append(p["entry"]["text"] + " " + p["entry"].get("url", ""))
        elif method == "Page.loadEventFired":
            self.loaded = True
        return message

    def open(self, url, width=1280, height=800, dark=False):
        """Loads a page anew; console and requests are those of this page alone."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=width < 700)
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.console, self.requests, self.status, self.loaded = [], [], {}, False
        self.call("Page.navigate", url=url)
        while not self.loaded:
            self._receive()

    def value(self, expression):
        """The value of a script expression in the page (DevTools may; the page itself may not)."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def picture(self, path, limit=4000):
        """Saves the whole page, as far as the limit in pixels, as a PNG file."""
        height = min(limit, self.value("document.documentElement.scrollHeight"))
        width = self.value("innerWidth")
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                         clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1})["data"]
        with open(path, "wb") as f:
            f.write(base64.b64decode(data))

    def close(self):
        if hasattr(self, "socket"):
            self.socket.close()
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.close()
