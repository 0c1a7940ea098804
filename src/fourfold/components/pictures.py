"""Pictures of addresses, for the cameras of phones."""

from __future__ import annotations

import base64
import io


def picture(address: str) -> str:
    """Return the picture (QR code, SVG) of an address, as what an `img` shows."""
    import qrcode  # noqa: PLC0415 - only pages with such a picture pay for it
    from qrcode.image.svg import SvgPathImage  # noqa: PLC0415 - as above

    made = io.BytesIO()
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    code.make_image(image_factory=SvgPathImage).save(made)
    return "data:image/svg+xml;base64," + base64.b64encode(made.getvalue()).decode()
