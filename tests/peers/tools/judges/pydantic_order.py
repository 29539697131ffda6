"""Checks a file with an order a line by pydantic: pydantic_order.py FILE."""
import json
import os
import sys
from typing import Annotated, Literal, Optional

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "..", "examples", "out")
with open(os.path.join(OUT, "order-code.schema.json")) as schema:
    DEFINITIONS = json.load(schema)["$defs"]


def values(name):
    """The values of an enum, as texts."""
    found = []
    for part in DEFINITIONS[name].get("anyOf", [DEFINITIONS[name]]):
        found += part.get("enum", [part["const"]] if "const" in part else [])
    return tuple(sorted({str(value) for value in found}))


Text = Annotated[str, StringConstraints(pattern=r"\S")]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[ ()\-./]*[0-9][ ()\-./0-9]*$")]
Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]+$")]
Email = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$")]
Country = Literal[values("CountryCode")]
Platform = Literal[values("Platform")]
EV_PLATFORMS = {"-1", "2", "3", "6", "7", "8", "9", "10", "12", "13", "14", "15", "16", "17"}


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid")

    validity: Literal["1", "2", "3"]
    platform: Optional[Platform] = None
    cs_provisioning_method: Optional[Literal["ship_token", "client_app"]] = None
    cs_ship_method: Optional[Literal["standard", "expedited"]] = None
    ship_name: Optional[str] = None
    ship_addr1: Optional[str] = None
    ship_addr2: Optional[str] = None
    ship_city: Optional[str] = None
    ship_state: Optional[str] = None
    ship_zip: Optional[str] = None
    ship_country: Optional[Country] = None
    org_unit: Optional[str] = None
    org_name: Text
    org_addr1: Text
    org_addr2: Optional[str] = None
    org_city: Text
    org_state: Text
    org_zip: Text
    org_country: Country
    telephone: Phone
    org_contact_job_title: Text
    org_contact_firstname: Text
    org_contact_lastname: Text
    org_contact_email: Email
    org_contact_telephone: Phone
    org_contact_telephone_ext: Optional[Digits] = None
    ev: Literal["true", "false"] = "false"

    @model_validator(mode="after")
    def rules(self):
        is_ev, is_shipped = self.ev == "true", self.cs_provisioning_method == "ship_token"
        broken = []
        if not is_shipped and not self.platform:
            broken.append("platform")
        if self.platform and (self.platform in EV_PLATFORMS) != is_ev:
            broken.append("platform")
        if is_ev != (self.cs_provisioning_method is not None):
            broken.append("cs_provisioning_method")
        address = [self.ship_name, self.ship_addr1, self.ship_city, self.ship_state, self.ship_zip, self.ship_country]
        given = sum(1 for part in address if part)
        if not is_shipped and (given or self.ship_addr2 or self.cs_ship_method):
            broken.append("ship")
        if is_shipped and given not in (0, 6):
            broken.append("ship")
        if broken:
            raise ValueError(", ".join(broken))
        return self


orders = broken = 0
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        orders += 1
        try:
            Order.model_validate_json(line)
        except ValidationError:
            broken += 1
print("%d orders, %d broken" % (orders, broken))
