#!/usr/bin/env python3
"""Writes the order of every peer, so that all have the same fields and rules.

gen.py                  crates/*/src/order.rs, which the benches use
gen.py copies DIR N …   packages with N copies of the order, for the cost of compiling them
"""
import os
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
S, O = "String", "Option<String>"
SHIP6 = ["ship_name", "ship_addr1", "ship_city", "ship_state", "ship_zip", "ship_country"]
FIELDS = [
    ("validity", "u8"), ("platform", O), ("cs_provisioning_method", O), ("cs_ship_method", O),
    ("ship_name", O), ("ship_addr1", O), ("ship_addr2", O), ("ship_city", O), ("ship_state", O),
    ("ship_zip", O), ("ship_country", O), ("org_unit", O), ("org_name", S), ("org_addr1", S),
    ("org_addr2", O), ("org_city", S), ("org_state", S), ("org_zip", S), ("org_country", S),
    ("telephone", S), ("org_contact_job_title", S), ("org_contact_firstname", S),
    ("org_contact_lastname", S), ("org_contact_email", S), ("org_contact_telephone", S),
    ("org_contact_telephone_ext", O), ("ev", "bool"),
]
assert len(FIELDS) == 27
REQ = ["org_name", "org_addr1", "org_city", "org_state", "org_zip", "org_contact_job_title", "org_contact_firstname", "org_contact_lastname"]
NUM = ["telephone", "org_contact_telephone", "org_contact_telephone_ext"]


def serde(f, t):
    if f == "validity":
        return '#[serde(with = "common::as_str")] '
    if f == "ev":
        return '#[serde(default, with = "common::as_str")] '
    if t == O:
        return '#[serde(default, skip_serializing_if = "Option::is_none")] '
    return "#[serde(default)] "


def order(f, t):
    r = []
    if f == "validity":
        r = ["range(1..=3)"]
    elif f == "platform":
        r = ["required_unless(ship_token)", "blank(reject)"]
    elif f == "cs_provisioning_method":
        r = ["required_if(ev)", "forbidden_unless(ev)", 'allowed("ship_token", "client_app")', "blank(reject)"]
    elif f == "cs_ship_method":
        r = ["forbidden_unless(ship_token)", 'allowed("standard", "expedited")', "blank(reject)"]
    elif f == "ship_addr2":
        r = ["forbidden_unless(ship_token)", "blank(value)"]
    elif f in SHIP6:
        # The condition of a group is stated once.
        only_if = ", if ship_token" if f == SHIP6[0] else ""
        r = ['group_all_or_none("ship"%s)' % only_if, "forbidden_unless(ship_token)", "blank(reject)"]
    elif f == "org_contact_email":
        r = ["format(common::is_email)"]
    elif f == "ev":
        r = ["default_value(false)"]
    if f in ("org_country", "ship_country"):
        r.append('pattern("[A-Za-z]{2}")')
    if f in NUM:
        r.append('pattern("[0-9-]+")')
        r += ["blank(reject)"] if t == O else []
    return "".join("#[%s] " % rule for rule in r)


def garde(f,t):
    r=[]
    if f=="validity": r=["range(min = 1, max = 3)"]
    elif f=="platform": r=["if(cond = !self.ship_token(), required)","length(min = 1)"]
    elif f=="cs_provisioning_method": r=["if(cond = self.ev, required)","custom(forbid_if(!self.ev))","custom(one_of(&common::METHODS))"]
    elif f=="cs_ship_method": r=["custom(forbid_if(!self.ship_token()))","custom(one_of(&common::SHIP_METHODS))"]
    elif f=="ship_addr2": r=["custom(forbid_if(!self.ship_token()))"]
    elif f in SHIP6:
        r=["if(cond = self.ship_token() && self.ship_any(), required)","custom(forbid_if(!self.ship_token()))"]
        r+=['pattern("^[A-Za-z]{2}$")' if f=="ship_country" else "length(min = 1)"]
    elif f in REQ: r=["length(min = 1)"]
    elif f=="org_country": r=['pattern("^[A-Za-z]{2}$")']
    elif f in NUM: r=['pattern("^[0-9-]+$")']
    elif f=="org_contact_email": r=["email"]
    else: r=["skip"]
    return "#[garde(%s)] "%", ".join(r)

def validator(f,t):
    r=[]
    if f=="validity": r=["range(min = 1, max = 3)"]
    elif f=="platform": r=["length(min = 1)"]
    elif f=="cs_provisioning_method": r=['custom(function = "method_ok")']
    elif f=="cs_ship_method": r=['custom(function = "ship_method_ok")']
    elif f=="ship_country" or f=="org_country": r=["regex(path = *COUNTRY)"]
    elif f in SHIP6 or f in REQ: r=["length(min = 1)"]
    elif f in NUM: r=["regex(path = *NUMERIC)"]
    elif f=="org_contact_email": r=["email"]
    return "#[validate(%s)] "%", ".join(r) if r else ""

def validify(f,t):
    r=[]
    if f=="validity": r=["range(min = 1., max = 3.)"]
    elif f=="platform": r=["length(min = 1)"]
    elif f=="cs_provisioning_method": r=["is_in(METHODS)"]
    elif f=="cs_ship_method": r=["is_in(SHIP_METHODS)"]
    elif f=="ship_country" or f=="org_country": r=["regex(COUNTRY)"]
    elif f in SHIP6 or f in REQ: r=["length(min = 1)"]
    elif f in NUM: r=["regex(NUMERIC)"]
    elif f=="org_contact_email": r=["email"]
    return "#[validate(%s)] "%", ".join(r) if r else ""

def serde_valid(f,t):
    r=[]
    if f=="validity": r=["minimum = 1","maximum = 3"]
    elif f=="platform": r=["min_length = 1","custom = |v| need_if(v, !self.ship_token())"]
    elif f=="cs_provisioning_method": r=["custom = |v| need_if(v, self.ev)","custom = |v| forbid_if(v, !self.ev)",'r#enum = ["ship_token", "client_app"]']
    elif f=="cs_ship_method": r=["custom = |v| forbid_if(v, !self.ship_token())",'r#enum = ["standard", "expedited"]']
    elif f=="ship_addr2": r=["custom = |v| forbid_if(v, !self.ship_token())"]
    elif f in SHIP6:
        r=["custom = |v| need_if(v, self.ship_token() && self.ship_any())","custom = |v| forbid_if(v, !self.ship_token())"]
        r+=['pattern = "^[A-Za-z]{2}$"' if f=="ship_country" else "min_length = 1"]
    elif f in REQ: r=["min_length = 1"]
    elif f=="org_country": r=['pattern = "^[A-Za-z]{2}$"']
    elif f in NUM: r=['pattern = "^[0-9-]+$"']
    elif f=="org_contact_email": r=["custom = email"]
    return "".join("#[validate(%s)] "%x for x in r)


HELPERS = """
impl NAME {
    pub fn ship_token(&self) -> bool { self.cs_provisioning_method.as_deref() == Some("ship_token") }
    pub fn ship_any(&self) -> bool {
        self.ship_name.is_some() || self.ship_addr1.is_some() || self.ship_city.is_some()
            || self.ship_state.is_some() || self.ship_zip.is_some() || self.ship_country.is_some()
    }
}
"""
PEERS = {
    "none": (None, "", ""),
    "plain": (None, "", ""),
    "hand": (None, "", ""),
    "order": (order, "order_core::OrderRequest", '#[order(scalars = "text")]\n#[condition(ship_token, cs_provisioning_method == "ship_token")]\n'),
    "order_only": (order, "order_core::OrderRequest", '#[order(scalars = "text")]\n#[condition(ship_token, cs_provisioning_method == "ship_token")]\n'),
    "garde": (garde, "garde::Validate", ""),
    "validator": (
        validator,
        "validator::Validate",
        "".join('#[validate(schema(function = "%s", skip_on_field_errors = false))]\n' % s for s in ["s_platform", "s_method", "s_ship_method", "s_ship"]),
    ),
    "validify": (validify, "validify::Validate", "#[validate(schema)]\n"),
    "serde_valid": (serde_valid, "serde_valid::Validate", ""),
    "nutype": (None, "", ""),
}
# Those that have a crate of their own.
BENCHED = [peer for peer in PEERS if peer not in ("none", "order_only")]


def crate(peer):
    peer = {"none": "plain", "order_only": "order"}.get(peer, peer)
    return peer if peer in ("plain", "hand") else "p-" + peer


def derives(peer, derive):
    if peer == "none":
        return []
    if peer == "order_only":
        return [derive]
    with_serde = [] if peer == "order" else ["serde::Serialize", "serde::Deserialize"]
    return ["Debug", "Clone", *with_serde, *([derive] if derive else [])]


def struct(peer, name):
    fn, derive, outer = PEERS[peer]
    names = ", ".join(derives(peer, derive))
    o = ("#[derive(%s)]\n" % names if names else "") + outer + "pub struct %s {\n" % name
    has_serde = "serde::Serialize" in names
    for f, t in FIELDS:
        o += "    %s%spub %s: %s,\n" % (serde(f, t) if has_serde else "", fn(f, t) if fn else "", f, t)
    return o + "}\n" + ("" if peer.startswith("order") else HELPERS.replace("NAME", name))


# nutype: newtypes instead of field rules
NT={"validity":"Validity","cs_provisioning_method":"Method","cs_ship_method":"ShipMethod","org_contact_email":"Email"}
def nt(f,t):
    if f in NT: n=NT[f]
    elif f in ("ship_country","org_country"): n="Country"
    elif f in NUM: n="Numeric"
    elif f in REQ or f in SHIP6 or f=="platform": n="Text"
    elif f=="ev": return "bool"
    else: return O
    return "Option<%s>"%n if t==O else n
def nutype_struct(name):
    o="#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]\npub struct %s {\n"%name
    for f,t in FIELDS:
        s=serde(f,t)
        if t==S: s=""
        o+="    %spub %s: %s,\n"%(s,f,nt(f,t))
    o+="}\n"
    # the collecting constructor nutype does not give: raw -> checked, every field's error kept
    o+="impl %s {\n    pub fn collect(raw: &plain::Order, errs: &mut Vec<(&'static str, String)>) -> Option<Self> {\n"%name
    for f,t in FIELDS:
        n=nt(f,t)
        if n in ("bool",O): o+="        let %s = raw.%s.clone();\n"%(f,f)
        elif n.startswith("Option<"): o+="        let %s = opt(errs, \"%s\", raw.%s.as_ref().map(|v| %s::try_new(v.clone())));\n"%(f,f,f,n[7:-1])
        else: o+="        let %s = one(errs, \"%s\", %s::try_new(raw.%s.clone()));\n"%(f,f,n,f)
    o+="        Some(Self {\n"
    for f,t in FIELDS:
        n=nt(f,t)
        o+="            %s: %s,\n"%(f, f if n in ("bool",O) or n.startswith("Option<") else f+"?")
    return o+"        })\n    }\n}\n"


def written(peer):
    use = "" if peer in ("plain", "hand", "order") else "use super::order_fns::*;\n"
    own = nutype_struct("Fields") if peer == "nutype" else struct(peer, "Order")
    return "// Generated by tools/gen.py; do not edit.\n\n" + use + own


def crates():
    paths = [os.path.join(ROOT, "crates", crate(peer), "src", "order.rs") for peer in BENCHED]
    for peer, path in zip(BENCHED, paths):
        with open(path, "w") as file:
            file.write(written(peer))
    subprocess.run(["rustfmt", "--edition", "2024", *paths], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["copies"]:
        import copies

        copies.main(sys.argv[2], [int(count) for count in sys.argv[3:]] or [1, 100])
    else:
        crates()
