"""Documents as Word writes them, made of blocks of its XML."""

import io
import zipfile

NAMES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:a="urn:a" xmlns:wp="urn:wp" '
         'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STYLES = f'<w:styles {NAMES}><w:style w:styleId="h"><w:name w:val="heading 1"/></w:style></w:styles>'
PICTURE = ('<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="The bridge at dawn"/><a:blip r:embed="p"/></wp:inline>'
           '</w:drawing></w:r></w:p>')
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def paragraph(text, style=""):
    style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def docx(*blocks):
    """The bytes of a document of these blocks."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("_rels/.rels", f'<R><Relationship Id="1" Type="{OFFICE}officeDocument" Target="word/document.xml"/></R>')
        z.writestr("word/_rels/document.xml.rels",
                   f'<R><Relationship Id="s" Type="{OFFICE}styles" Target="styles.xml"/>'
                   f'<Relationship Id="p" Type="{OFFICE}image" Target="media/image1.png"/></R>')
        z.writestr("word/styles.xml", STYLES)
        z.writestr("word/media/image1.png", PNG)
        z.writestr("word/document.xml", f'<w:document {NAMES}><w:body>{"".join(blocks)}</w:body></w:document>')
    return made.getvalue()
