"""Packages that hold N copies of a peer's order with its derives, for the cost of compiling them."""
import os
import re

from gen import PEERS, ROOT, crate, nutype_struct, struct

HEAD = {
"garde":'''
fn forbid_if(no: bool) -> impl FnOnce(&Option<String>, &()) -> garde::Result { move |v, _| if no && v.is_some() { Err(garde::Error::new("not allowed here")) } else { Ok(()) } }
fn one_of(set: &'static [&'static str]) -> impl FnOnce(&Option<String>, &()) -> garde::Result { move |v, _| match v { Some(v) if !set.contains(&v.as_str()) => Err(garde::Error::new("not an allowed value")), _ => Ok(()) } }
''',
"validator":'''
use regex::Regex; use std::sync::LazyLock; use validator::ValidationError;
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| Regex::new(common::NUMERIC_RE).unwrap());
static COUNTRY: LazyLock<Regex> = LazyLock::new(|| Regex::new(common::COUNTRY_RE).unwrap());
fn method_ok(v: &str) -> Result<(), ValidationError> { if common::METHODS.contains(&v) { Ok(()) } else { Err(ValidationError::new("one_of")) } }
fn ship_method_ok(v: &str) -> Result<(), ValidationError> { if common::SHIP_METHODS.contains(&v) { Ok(()) } else { Err(ValidationError::new("one_of")) } }
fn s_platform<T>(_: &T) -> Result<(), ValidationError> { Ok(()) }
fn s_method<T>(_: &T) -> Result<(), ValidationError> { Ok(()) }
fn s_ship_method<T>(_: &T) -> Result<(), ValidationError> { Ok(()) }
fn s_ship<T>(_: &T) -> Result<(), ValidationError> { Ok(()) }
''',
"validify":'''
use regex::Regex; use std::sync::LazyLock; use validify::ValidationErrors;
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| Regex::new(common::NUMERIC_RE).unwrap());
static COUNTRY: LazyLock<Regex> = LazyLock::new(|| Regex::new(common::COUNTRY_RE).unwrap());
const METHODS: [&str; 2] = common::METHODS; const SHIP_METHODS: [&str; 2] = common::SHIP_METHODS;
fn schema<T>(_: &T) -> Result<(), ValidationErrors> { Ok(()) }
''',
"serde_valid":'''
use serde_valid::validation::Error;
fn need_if(v: &Option<String>, yes: bool) -> Result<(), Error> { if yes && v.is_none() { Err(Error::Custom("required".to_string())) } else { Ok(()) } }
fn forbid_if(v: &Option<String>, no: bool) -> Result<(), Error> { if no && v.is_some() { Err(Error::Custom("not allowed here".to_string())) } else { Ok(()) } }
fn email(v: &String) -> Result<(), Error> { if common::is_email(v) { Ok(()) } else { Err(Error::Custom("not an e-mail address".to_string())) } }
''',
}
NUTYPE = '''
use nutype::nutype; use std::fmt::Display;
fn one<T, E: Display>(errs: &mut Vec<(&'static str, String)>, f: &'static str, r: Result<T, E>) -> Option<T> { match r { Ok(v) => Some(v), Err(e) => { errs.push((f, e.to_string())); None } } }
fn opt<T, E: Display>(errs: &mut Vec<(&'static str, String)>, f: &'static str, r: Option<Result<T, E>>) -> Option<T> { r.and_then(|r| one(errs, f, r)) }
'''


def source(name):
    return open(os.path.join(ROOT, "crates", name, "src", "lib.rs")).read()


def newtypes():
    text = source("p-nutype")
    return text[text.index("#[nutype("):text.index("// Glue")]


def lib(peer, count):
    if peer == "nutype":
        one = "pub mod m%%d {\n use super::*;\n%s\n%s}\n" % (newtypes().replace("%", "%%"), nutype_struct("Fields").replace("%", "%%"))
        return NUTYPE + "".join(one % i for i in range(count))
    if peer == "hand":
        text = source("hand")
        body = text[text.index("use common::{"):]
        return "".join("pub mod m%d {\n%s\n%s}\n" % (i, body, struct(peer, "Order")) for i in range(count))
    return HEAD.get(peer, "") + "".join(struct(peer, "Order%d" % i) for i in range(count))


def main(out, counts):
    out = os.path.abspath(out)
    members = []
    # The versions that the workspace states.
    workspace = open(os.path.join(ROOT, "Cargo.toml")).read()
    stated = workspace[workspace.index("[workspace.dependencies]"):workspace.index("[profile.release]")]
    stated = re.sub(r'path = "', 'path = "%s/' % ROOT, stated)
    for peer in PEERS:
        for count in counts:
            name = "%s-%d" % (peer, count)
            package = os.path.join(out, name)
            os.makedirs(os.path.join(package, "src"), exist_ok=True)
            members.append(name)
            manifest = open(os.path.join(ROOT, "crates", crate(peer), "Cargo.toml")).read()
            manifest = re.sub(r'name = ".*"', 'name = "c-%s"' % name, manifest, count=1)
            manifest = re.sub(r'path = "\.\./', 'path = "%s/crates/' % ROOT, manifest)
            with open(os.path.join(package, "Cargo.toml"), "w") as file:
                file.write(manifest)
            with open(os.path.join(package, "src", "lib.rs"), "w") as file:
                file.write("#![allow(dead_code, unused)]\n" + lib(peer, count))
    with open(os.path.join(out, "Cargo.toml"), "w") as file:
        file.write('[workspace]\nresolver = "3"\nmembers = [%s]\n' % ", ".join('"%s"' % member for member in members))
        file.write('[workspace.package]\nedition = "2024"\npublish = false\n' + stated)
    with open(os.path.join(out, "Cargo.lock"), "w") as file:
        file.write(open(os.path.join(ROOT, "Cargo.lock")).read())
