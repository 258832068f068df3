"""The mark of origin inside a file: XMP's `Iptc4xmpExt:DigitalSourceType`, written into ours, kept from others'.

IPTC Photo Metadata Standard 2025.1, "Digital Source Type"; vocabulary at cv.iptc.org/newscodes/digitalsourcetype.
"""

import re
from typing import Final

from PIL.Image import Image
from PIL.PngImagePlugin import PngInfo

from fediai.domain.pictures.media import DIGITAL_SOURCE_TYPE

PNG_KEY: Final = "XML:com.adobe.xmp"
LONGEST_PACKET: Final = 1_000_000

TERMS: Final = frozenset(
    {
        "algorithmicMedia", "algorithmicallyEnhanced", "compositeCapture", "compositeSynthetic",
        "compositeWithTrainedAlgorithmicMedia", "computationalCapture", "dataDrivenMedia", "digitalArt",
        "digitalCapture", "digitalCreation", "humanEdits", "minorHumanEdits", "multiFrameComputationalCapture",
        "negativeFilm", "positiveFilm", "print", "screenCapture", "trainedAlgorithmicMedia", "virtualRecording",
    }
)  # fmt: skip

# An attribute or an element, with the vocabulary's address or (as some write) the bare term.
_MARK = re.compile(
    rb"DigitalSourceType(?:\s*=\s*[\"']|[^<>]{0,300}>(?:\s*<[^<>]{0,300}>){0,4}|[^<>]{0,200}resource\s*=\s*[\"'])"
    rb"\s*(?:https?://cv\.iptc\.org/newscodes/digitalsourcetype/)?([A-Za-z]{3,60})\s*[\"'<]"
)


def packet(digital_source_type: str) -> bytes:
    """An XMP packet that says where the picture comes from, and nothing else."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        f' Iptc4xmpExt:DigitalSourceType="{DIGITAL_SOURCE_TYPE}{digital_source_type}"/>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def png_info(digital_source_type: str) -> PngInfo:
    """The same as a PNG's text chunk."""
    info = PngInfo()
    if digital_source_type:
        info.add_itxt(PNG_KEY, packet(digital_source_type).decode())
    return info


def found_in(picture: Image) -> str:
    """The term that the file carries, or "" for none that we know; everything else in it is not looked at."""
    info = picture.info
    raw = info.get("xmp") or info.get(PNG_KEY) or b""
    data = raw.encode() if isinstance(raw, str) else raw
    if not isinstance(data, bytes) or len(data) > LONGEST_PACKET:
        return ""
    for term in _MARK.findall(data):
        if term.decode() in TERMS:
            return str(term.decode())
    return ""
