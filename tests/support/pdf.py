"""Small PDFs, of lines of Latin and Cyrillic letters."""

import zlib

# Windows-1251 from А on: the font says which letter each byte is.
FONT = ("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[192" + "".join(f"/uni{c:04X}" for c in range(0x410, 0x450)) +
        "]>>/FirstChar 32/LastChar 255/Widths[" + "500 " * 224 + "]>>").encode()
LOCKED = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + "0123456789abcdef" * 4 + ">/U<" + "0123456789abcdef" * 4 + ">>>"


def stream(data, packed):
    data = zlib.compress(data) if packed else data
    kind = "/Filter/FlateDecode" if packed else ""
    return f"<<{kind}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def content(lines):
    shown = b"".join(b"(" + line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1251") + b") Tj T* "
                     for line in lines)
    return b"BT /F 12 Tf 14 TL 72 720 Td " + shown + b"ET"


def pdf(*pages, packed=True, locked=False, more=b""):
    """Of each page its lines. more: an object that nothing shows, to make the file large."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: FONT}
    if more:
        objects[4] = stream(more, False)
    for i, lines in enumerate(pages):
        objects[10 + 2 * i] = (f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {11 + 2 * i} 0 R"
                               "/Resources<</Font<</F 3 0 R>>>>>>").encode()
        objects[11 + 2 * i] = stream(content(lines), packed)
    kids = " ".join(f"{10 + 2 * i} 0 R" for i in range(len(pages)))
    objects[2] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()
    out, at = b"%PDF-1.4\n", {}
    for number in sorted(objects):
        at[number] = len(out)
        out += f"{number} 0 obj".encode() + objects[number] + b"endobj\n"
    table = b"".join(f"{number} 1\n{at[number]:010d} 00000 n \n".encode() for number in sorted(objects))
    extra = LOCKED if locked else ""
    return out + b"xref\n" + table + f"trailer<</Root 1 0 R/Size {max(objects) + 1}{extra}>>\nstartxref\n{len(out)}\n%%EOF\n".encode()
