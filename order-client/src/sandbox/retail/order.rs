use std::time::{Duration, Instant, SystemTime};

use crate::{
    format::Format,
    retail::ServerType,
    sandbox::{
        date::{calendar, day_of},
        record::PlacedOrder,
        retail::{orders::AnyOrder, reissue::ReissueBody},
        tree::Tree,
    },
};

/// An order with its state.
pub(super) struct Kept {
    pub(super) placed: PlacedOrder,
    placed_at: Instant,
    /// Days since 1970.
    day: u64,
    is_issued: bool,
    names: Names,
    server_type: Option<ServerType>,
    pending: Option<Pending>,
    /// The number of changes.
    version: u32,
}

#[derive(Clone, Default)]
struct Names {
    common_name: String,
    sans: Vec<String>,
}

struct Pending {
    names: Names,
    server_type: Option<ServerType>,
    since: Instant,
}

impl Kept {
    pub(super) fn new(placed: PlacedOrder) -> Self {
        let names = |common_name: &Option<String>, sans: &Option<Vec<String>>| Names {
            common_name: common_name.clone().unwrap_or_default(),
            sans: sans.clone().unwrap_or_default(),
        };
        let other = ServerType::Other;
        let (names, server_type) = match &placed.order {
            AnyOrder::CodeSigning(_) => (Names::default(), None),
            AnyOrder::Ssl(order) => {
                (names(&order.common_name, &order.sans), Some(order.server_type.unwrap_or(other)))
            }
            AnyOrder::Wifi(order) => {
                (names(&order.common_name, &order.sans), Some(order.server_type.unwrap_or(other)))
            }
        };
        Self {
            placed,
            placed_at: Instant::now(),
            day: day_of(SystemTime::now()),
            is_issued: false,
            names,
            server_type,
            pending: None,
            version: 0,
        }
    }

    pub(super) fn is(&self, order_id: &str) -> bool {
        self.placed.order_id.as_str() == order_id
    }

    /// Applies all changes that are due.
    pub(super) fn settle(&mut self, issue_after: Duration) {
        if !self.is_issued && self.placed_at.elapsed() >= issue_after {
            self.is_issued = true;
            self.version += 1;
        }
        if let Some(done) = self.pending.take_if(|it| it.since.elapsed() >= issue_after) {
            (self.names, self.server_type) = (done.names, done.server_type);
            self.version += 1;
        }
    }

    pub(super) fn etag(&self, format: Format) -> String {
        let format = match format {
            Format::Form | Format::Json => "json",
            Format::Xml => "xml",
        };
        format!("\"{}-{}-{format}\"", self.placed.order_id, self.version)
    }

    pub(super) fn details(&self) -> Tree {
        let (product, validity, org_unit) = match &self.placed.order {
            AnyOrder::CodeSigning(order) if order.ev => {
                ("EV Code Signing", order.validity, &order.org_unit)
            }
            AnyOrder::CodeSigning(order) => ("Code Signing", order.validity, &order.org_unit),
            AnyOrder::Ssl(order) => ("SSL", order.validity, &order.organization.org_unit),
            AnyOrder::Wifi(order) => ("Wi-Fi", order.validity, &order.organization.org_unit),
        };
        let status = if self.is_issued { "issued" } else { "pending issuance" };
        let mut details = vec![
            ("order_id", Tree::text(self.placed.order_id.as_str())),
            ("status", Tree::text(status)),
            ("product_name", Tree::text(product)),
            ("validity", Tree::text(format!("{validity} Year(s)"))),
            ("org_unit", Tree::text(org_unit.clone().unwrap_or_default())),
            ("common_name", Tree::text(&self.names.common_name)),
            ("sans", Tree::texts("san", &self.names.sans)),
            ("order_date", Tree::Text(date(self.day))),
        ];
        if self.is_issued {
            details.push(("valid_from", Tree::Text(date(self.day))));
            details.push(("valid_till", Tree::Text(date(self.day + 365 * u64::from(validity)))));
        }
        if let Some(server_type) = self.server_type {
            details.push(("server_type", Tree::text(server_type.to_string())));
            details.push(("server_type_name", Tree::text(format!("{server_type:?}"))));
        }
        let mut members = vec![("certificate_details", Tree::Object(details))];
        if let Some(pending) = &self.pending {
            members.push(("pending_reissue", names(&pending.names)));
        }
        let total = ("order_total", Tree::text("175.00"));
        members.push(("receipt", Tree::Object(vec![total])));
        Tree::Object(members)
    }

    /// The certificate; `None` if it is not issued yet.
    pub(super) fn certificate(&self) -> Option<Tree> {
        let pem = |label| {
            Tree::Text(format!("-----BEGIN {label}-----\n[CERT HERE]\n-----END {label}-----\n"))
        };
        let serial = format!("07C2EDE40FEEA2AA{:0>16}", self.placed.order_id.as_str());
        self.is_issued.then(|| {
            Tree::Object(vec![
                ("order_id", Tree::text(self.placed.order_id.as_str())),
                ("serial", Tree::Text(serial)),
                (
                    "certs",
                    Tree::Object(vec![
                        ("certificate", pem("CERTIFICATE")),
                        ("intermediate", pem("CERTIFICATE")),
                        ("root", pem("CERTIFICATE")),
                        ("pkcs7", pem("PKCS7")),
                    ]),
                ),
            ])
        })
    }

    pub(super) fn may_be_reissued(&self) -> bool {
        self.is_issued && matches!(self.placed.order, AnyOrder::Ssl(_))
    }

    /// Starts a reissue. Values that are absent stay unchanged.
    pub(super) fn reissue(&mut self, body: &ReissueBody) -> Tree {
        let new = Names {
            common_name: body.common_name.clone().unwrap_or(self.names.common_name.clone()),
            sans: body.sans.clone().unwrap_or(self.names.sans.clone()),
        };
        let without = |these: &Names, those: &Names| -> Vec<String> {
            let all = those.all();
            these.all().into_iter().filter(|name| !all.contains(name)).collect()
        };
        let (added, dropped) = (without(&new, &self.names), without(&self.names, &new));
        let mut members = Vec::new();
        if !added.is_empty() || !dropped.is_empty() {
            let changes = vec![
                ("added_names", Tree::texts("added_name", &added)),
                ("dropped_names", Tree::texts("dropped_name", &dropped)),
            ];
            members.push(("pending_name_changes", Tree::Object(changes)));
        }
        let server_type = body.server_type.or(self.server_type);
        let pending = Pending { names: new, server_type, since: Instant::now() };
        if let Some(rejected) = self.pending.replace(pending) {
            members.push(("rejected_reissue", names(&rejected.names)));
        }
        self.version += 1;
        Tree::Object(members)
    }
}

impl Names {
    fn all(&self) -> Vec<String> {
        let common_name = Some(&self.common_name).filter(|name| !name.is_empty());
        common_name.into_iter().chain(&self.sans).cloned().collect()
    }
}

fn names(names: &Names) -> Tree {
    Tree::Object(vec![
        ("common_name", Tree::text(&names.common_name)),
        ("sans", Tree::texts("san", &names.sans)),
    ])
}

/// A day since 1970 as the documentation writes it, such as `03-FEB-2012`.
fn date(day: u64) -> String {
    const MONTHS: [&str; 12] =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let (year, month, day) = calendar(day);
    format!("{day:02}-{}-{year}", MONTHS[month - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_in_the_sample() {
        for (day, expected) in [
            (0, "01-JAN-1970"),
            (15_373, "03-FEB-2012"),
            (15_399, "29-FEB-2012"),
            (15_743, "07-FEB-2013"),
        ] {
            assert_eq!(date(day), expected);
        }
    }
}
