"""Photographs as telephones and cameras make them: turned by a flag, with place, device, owner and a thumbnail.

Each secret has a mark in its bytes, so that a scanner finds it in whatever is served (SECRETS).
"""

import io
import random
import struct

from PIL import Image, ImageCms, ImageDraw

OWNER, SERIAL, DEVICE, REMARK = b"OWNER-Aigul-7", b"SERIAL-90210-X", b"DEVICE-Camera-9", b"REMARK-not-for-you"
PLACE, THUMBNAIL, PLACE_TEXT = 0x0BADC0DE, b"THUMBNAIL-small-9", b"42,52.4141N"
SECRETS = (OWNER, SERIAL, DEVICE, REMARK, THUMBNAIL, PLACE_TEXT, struct.pack("<I", PLACE), struct.pack(">I", PLACE))
ASCII, SHORT, LONG, RATIONAL = 2, 3, 4, 5


def ifd(order, at, entries, after=0):
    """One directory of TIFF 6.0 at this offset; entries: (tag, type, bytes of the values)."""
    sizes = {ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, 7: 1}
    head = struct.pack(order + "H", len(entries))
    data, start = b"", at + 2 + 12 * len(entries) + 4
    for tag, kind, value in sorted(entries):
        head += struct.pack(order + "HHI", tag, kind, len(value) // sizes[kind])
        if len(value) <= 4:
            head += value.ljust(4, b"\0")
        else:
            head += struct.pack(order + "I", start + len(data))
            data += value + b"\0" * (len(value) % 2)
    return head + struct.pack(order + "I", after) + data


def exif(orientation=1, order="<", thumbnail=True):
    """The bytes after "Exif\\0\\0": all that a camera says."""
    place = struct.pack(order + "6I", 42, 1, 52, 1, PLACE, 1000)
    gps = [(1, ASCII, b"N\0"), (2, RATIONAL, place), (3, ASCII, b"E\0"), (4, RATIONAL, place)]
    more = [(0xA430, ASCII, OWNER + b"\0"), (0xA431, ASCII, SERIAL + b"\0"), (0xA435, ASCII, SERIAL + b"\0"),
            (0x927C, 7, b"MAKER" + SERIAL), (0x9286, 7, REMARK)]
    small = b"\xff\xd8" + THUMBNAIL + b"\xff\xd9"
    main = [(0x10F, ASCII, DEVICE + b"\0"), (0x110, ASCII, DEVICE + b"\0"), (0x112, SHORT, struct.pack(order + "H", orientation)),
            (0x13B, ASCII, OWNER + b"\0"), (0x8298, ASCII, OWNER + b"\0")]

    def whole(at_more, at_gps, at_next):
        main_ifd = ifd(order, 8, main + [(0x8769, LONG, struct.pack(order + "I", at_more)),
                                        (0x8825, LONG, struct.pack(order + "I", at_gps))], at_next if thumbnail else 0)
        a = 8 + len(main_ifd)
        more_ifd = ifd(order, a, more)
        b = a + len(more_ifd)
        gps_ifd = ifd(order, b, gps)
        c = b + len(gps_ifd)
        last = ifd(order, c, [(0x201, LONG, struct.pack(order + "I", c + 30)), (0x202, LONG, struct.pack(order + "I", len(small)))])
        assert len(last) == 30
        return (a, b, c), main_ifd + more_ifd + gps_ifd + (last + small if thumbnail else b"")
    places, _ = whole(0, 0, 0)
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "I", 8) + whole(*places)[1]


def xmp():
    return (b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
            b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
            b'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="' + PLACE_TEXT + b'" xmlns:aux='
            b'"http://ns.adobe.com/exif/1.0/aux/" aux:SerialNumber="' + SERIAL + b'" aux:OwnerName="' + OWNER +
            b'"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>')


def scene(width=1200, height=900, seed=1, mode="RGB"):
    """A picture with four corners of different colours: which way is up can be seen; fine grain as of a photograph."""
    rng = random.Random(seed)
    small = Image.effect_noise((max(1, width // 8), max(1, height // 8)), 60 + rng.randrange(20)).resize((width, height), Image.BICUBIC)
    picture = Image.merge("RGB", (small, small.point(lambda v: 255 - v), small))
    draw = ImageDraw.Draw(picture)
    corners = (((0, 0), (250, 20, 20)), ((1, 0), (20, 250, 20)), ((0, 1), (20, 20, 250)), ((1, 1), (250, 250, 20)))
    for (x, y), colour in corners:
        draw.rectangle((x * width // 2, y * height // 2, (x + 1) * width // 2 - width // 6, (y + 1) * height // 2 - height // 6), fill=colour)
    return picture.convert(mode)


def turned(picture, orientation):
    """As a sensor stores it whose picture is to be turned so (Exif 2.32, tag Orientation)."""
    moves = {2: (Image.FLIP_LEFT_RIGHT,), 3: (Image.ROTATE_180,), 4: (Image.FLIP_TOP_BOTTOM,), 5: (Image.TRANSPOSE,),
             6: (Image.ROTATE_90,), 7: (Image.TRANSVERSE,), 8: (Image.ROTATE_270,)}
    for move in moves.get(orientation, ()):
        picture = picture.transpose(move)
    return picture


def encoded(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(picture=None, orientation=1, order="<", quality=90, **options):
    """With all that is secret in every place where a JPEG can have it."""
    plain = encoded(turned(picture or scene(), orientation), "JPEG", quality=quality, **options)
    app = segment(0xE1, b"Exif\0\0" + exif(orientation, order))
    app += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp())
    app += segment(0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0" + struct.pack(">I", len(OWNER)) + OWNER)
    app += segment(0xFE, REMARK) + segment(0xE5, SERIAL) + segment(0xE2, b"MPF\0" + THUMBNAIL)
    return plain[:2] + app + plain[2:] + b"\xff\xd8" + THUMBNAIL + REMARK + b"\xff\xd9"


def chunk(kind, data):
    import zlib
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(picture=None, **options):
    plain = encoded(picture or scene(), "PNG", **options)
    extra = chunk(b"eXIf", exif()) + chunk(b"tEXt", b"Author\0" + OWNER) + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp())
    return plain[:33] + extra + plain[33:] + REMARK


def webp(picture=None, **options):
    return encoded(picture or scene(), "WEBP", exif=b"Exif\0\0" + exif(), xmp=xmp(), **options)


def gif(frames=1, comment=True):
    pictures = [scene(500, 300, seed).convert("P") for seed in range(frames)]
    extra = {"save_all": True, "append_images": pictures[1:], "duration": 100, "loop": 0} if frames > 1 else {}
    return encoded(pictures[0], "GIF", comment=REMARK, **extra)


def profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def opened(data):
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def corners(picture):
    """Which colour is in each corner: r, g, b or y, from left to right and down."""
    names = {"r": (250, 20, 20), "g": (20, 250, 20), "b": (20, 20, 250), "y": (250, 250, 20)}
    w, h = picture.size
    seen = ""
    for x, y in ((w // 8, h // 8), (w * 5 // 8, h // 8), (w // 8, h * 5 // 8), (w * 5 // 8, h * 5 // 8)):
        at = picture.convert("RGB").getpixel((x, y))
        seen += min(names, key=lambda n: sum(abs(a - b) for a, b in zip(names[n], at)))
    return seen


def secrets_in(data):
    return [secret for secret in SECRETS if secret in data]
