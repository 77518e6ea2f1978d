"""Whether the data is sound, what is in force, and how a formula reads."""

from __future__ import annotations

from fastapi import APIRouter

from service import configuration, operate
from service.configuration import ConfigShape
from service.shapes import DoctorShape, Shape
from web.api.bodies import Tex
from web.asked import Owned
from web.formulas import formula, readable

router = APIRouter()


class MathShape(Shape):
    """A formula as MathML, or as its own source in `code` where it is not `readable`."""

    html: str
    readable: bool


@router.get("/doctor")
def doctor(app: Owned) -> DoctorShape:
    """Checks what can be checked without changing anything; slow on a large folder."""
    return operate.doctor(app)


@router.get("/config")
def config(app: Owned) -> ConfigShape:
    """What is in force, and what text leaves the machine; secrets only as given or not."""
    return configuration.configuration(app.resolved, app.environ)


@router.post("/math")
def math(app: Owned, body: Tex) -> MathShape:
    """How a formula will be shown."""
    return MathShape(html=str(formula(body.tex, block=body.block)), readable=readable(body.tex))
