"""`python -m hub_config enrol`: what an instructor writes on the blackboard.

A class's enrolment code and the address of the sign-up page. Makes a code where a class has none
yet; changes nobody's membership.
"""

from hub_config.children import hub_address
from hub_config.enrolment import ensure_enrolment_codes
from hub_config.errors import LabError
from hub_config.places import Places
from hub_config.settings import Settings
from hub_config.state import ensure_state


def run_enrol(settings: Settings, class_name: str | None) -> int:
    """Print the code of one class, or of each.

    Raises:
        LabError: There is no such class, or nobody may sign up to it.
    """
    places = Places(settings.lab.state_dir)
    classes = settings.classes.by_name()
    if class_name is not None and class_name not in classes:
        known = ", ".join(classes) or "(none)"
        raise LabError(
            f"{settings.source}: no class {class_name!r}; expected one of {known}. "
            f"Choose one, or add a table [classes.{class_name}]."
        )
    if class_name is not None and not classes[class_name].self_enrol:
        raise LabError(
            f"{settings.source}: [classes.{class_name}] self_enrol is false; expected true for a "
            "class with a code. Set it, or let the operator approve each account."
        )
    ensure_state(places)
    codes = ensure_enrolment_codes(settings.classes, places)
    for name, code in codes.items():
        if class_name in (None, name):
            print(f"{classes[name].title or name}  ({name})")
            print(f"  enrolment code  {code}")
            print(f"  sign-up page    {hub_address(settings)}hub/signup")
    return 0
