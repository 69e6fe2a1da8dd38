"""HTTP as tests speak it: one request, one answer in its parts."""


def parse(answer):
    """Status, headers (lower-case names; each once, but "link") and body of one answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(": ")
        assert name.lower() not in headers or name.lower() == "link", line
        headers[name.lower()] = value
    return int(first.split()[1]), headers, body


def get(site, path, *lines, method="GET"):
    """One request with these further lines of its head, over a connection of its own."""
    request = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *lines, "", ""]
    return parse(site.http_raw("\r\n".join(request).encode()))
