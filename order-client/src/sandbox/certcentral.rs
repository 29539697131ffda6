//! The service behind the sandbox of CertCentral: what becomes of an order.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use order_core::Valid;

use crate::{
    certcentral::{
        self, CodeSigningOrder, CodeSigningParameters, DownloadCertificate, EvCodeSigningOrder,
        OrderInfo, OrdersByReference, OrganizationValidation, ProvisioningMethod, Reissue,
        RevokeCertificate, RevokeOrder, ShipInfo, StatusChanges, UpdateContacts,
    },
    order_id::OrderId,
    sandbox::{
        Answer, Orders, Sandbox, SandboxBuilder,
        date::{calendar, day_of},
        declared::Declared,
        tree::Tree,
    },
};

impl Sandbox<Declared> {
    /// Returns a builder of a sandbox of [CertCentral](crate::certcentral), with all of its calls.
    ///
    /// An order is pending for the time `issue_after`, then issued; a reissue takes as long again. A revocation is done if it
    /// skips the approval; otherwise it is asked for, and nobody approves it. Organizations are validated for code signing.
    ///
    /// # Example
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use order_client::{Client, certcentral::{self, CodeSigningOrder, OrderInfo, OrderStatus}, sandbox::Sandbox};
    /// use order_core::{Valid, json};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::of_certcentral(Duration::ZERO).start().await?;
    /// let client =
    ///     Client::builder(certcentral::SERVICE, sandbox.credentials()).base_url(sandbox.url()).build()?;
    ///
    /// let order: Valid<CodeSigningOrder> = json::from_str(
    ///     r#"{
    ///         "certificate": {"signature_hash": "sha256"}, "cs_provisioning_method": "ship_token",
    ///         "order_validity": {"days": 459}, "organization": {"id": 123456}
    ///     }"#,
    /// )?;
    /// let placed = client.place(&order).await?;
    /// let details = client.send(&OrderInfo::of(&placed.id)?).await?;
    /// assert_eq!(details.status, Some(OrderStatus::Issued));
    /// # Ok(())
    /// # }
    /// ```
    pub fn of_certcentral(issue_after: Duration) -> SandboxBuilder {
        let lives = &Arc::new(Lives { issue_after, memory: Mutex::default() });
        let with = || Arc::clone(lives);
        let (code, code_ev) = (with(), with());
        let (details, by_reference, changes, download) = (with(), with(), with(), with());
        let (reissue, revoke, revoke_certificate) = (with(), with(), with());
        Self::of(certcentral::SERVICE)
            .first_number(FIRST)
            .limit_code("request_limit_exceeded")
            .answer::<CodeSigningOrder>(move |_, orders| code.placed(orders))
            .answer::<EvCodeSigningOrder>(move |_, orders| code_ev.placed(orders))
            .answer::<OrderInfo>(move |request, orders| {
                Order::find(orders, &request.order_id).map_or_else(not_found, |order| {
                    json(&details.details(&request.order_id, &order))
                })
            })
            .answer::<OrdersByReference>(move |request, orders| {
                by_reference.with_reference(request, orders)
            })
            .answer::<StatusChanges>(move |request, orders| {
                changes.changed(request.seconds, orders)
            })
            .answer::<DownloadCertificate>(move |request, orders| {
                download.download(&request.certificate_id, orders)
            })
            .answer::<Reissue>(move |request, orders| reissue.reissue(&request.order_id, orders))
            .answer::<RevokeOrder>(move |request, orders| {
                revoke.revoke(&request.order_id, request.skip_approval, orders)
            })
            .answer::<RevokeCertificate>(move |request, orders| {
                let order_id = order_of(&request.certificate_id).map(|(order_id, _)| order_id);
                order_id.map_or_else(not_found, |order_id| {
                    revoke_certificate.revoke(&order_id, request.skip_approval, orders)
                })
            })
            .answer::<UpdateContacts>(|request, orders| {
                Order::find(orders, &request.order_id).map_or_else(not_found, |_| Answer::empty())
            })
            .answer::<OrganizationValidation>(|_, _| json(&validations()))
    }
}

/// The number of the first order.
const FIRST: u64 = 1001;

/// The number of an organization that an order brought as a whole.
const NEW_ORGANIZATION: u64 = 900_001;

/// Certificates that an order can have.
const MOST_CERTIFICATES: u64 = 99;

/// An order of either product.
enum Order {
    Code(Arc<Valid<CodeSigningOrder>>),
    CodeEv(Arc<Valid<EvCodeSigningOrder>>),
}

impl Order {
    fn find(orders: &Orders, order_id: &str) -> Option<Self> {
        let code_ev = || orders.find(order_id).map(Self::CodeEv);
        orders.find(order_id).map(Self::Code).or_else(code_ev)
    }

    fn parameters(&self) -> &CodeSigningParameters {
        match self {
            Self::Code(order) => &order.parameters,
            Self::CodeEv(order) => &order.parameters,
        }
    }

    fn product(&self) -> &'static str {
        match self {
            Self::Code(_) => "code_signing",
            Self::CodeEv(_) => "code_signing_ev",
        }
    }
}

/// The state of all orders.
struct Lives {
    issue_after: Duration,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    lives: HashMap<String, Life>,
    /// The number of lives at which those of orders that are no longer kept are dropped.
    bound: usize,
}

/// The state of an order.
#[derive(Clone, Copy)]
struct Life {
    /// The number of certificates that were asked for, from 1 on.
    certificates: u64,
    /// The time of the last one.
    asked: Instant,
    revoked: Option<Instant>,
    day: u64,
}

impl Life {
    fn new() -> Self {
        let day = day_of(SystemTime::now());
        Self { certificates: 1, asked: Instant::now(), revoked: None, day }
    }

    fn is_ready(&self, issue_after: Duration) -> bool {
        self.asked.elapsed() >= issue_after
    }

    fn status(&self, issue_after: Duration) -> &'static str {
        match (self.revoked, self.is_ready(issue_after), self.certificates) {
            (Some(_), _, _) => "revoked",
            (None, true, _) => "issued",
            (None, false, 1) => "pending",
            (None, false, _) => "reissue_pending",
        }
    }

    /// The number of the latest certificate that is issued.
    fn issued(&self, order_id: &str, issue_after: Duration) -> Option<u64> {
        let count = self.certificates - u64::from(!self.is_ready(issue_after));
        (count > 0).then_some(certificate_of(order_id, count)).flatten()
    }

    /// The time since the status changed.
    fn unchanged_for(&self, issue_after: Duration) -> Duration {
        let waited = self.asked.elapsed();
        let last = waited.checked_sub(issue_after).unwrap_or(waited);
        self.revoked.map_or(last, |revoked| revoked.elapsed().min(last))
    }
}

/// The number of the `count`-th certificate of an order.
fn certificate_of(order_id: &str, count: u64) -> Option<u64> {
    Some(order_id.parse::<u64>().ok()?.checked_mul(MOST_CERTIFICATES + 1)? + count)
}

/// The order of a certificate, and which of its certificates it is. The text is a number, or a serial number.
fn order_of(certificate: &str) -> Option<(String, u64)> {
    let number = match certificate.len() {
        SERIAL_DIGITS => u64::from_str_radix(certificate, 16).ok()?,
        _ => certificate.parse().ok()?,
    };
    let base = MOST_CERTIFICATES + 1;
    Some(((number / base).to_string(), number % base))
}

/// The digits of a serial number.
const SERIAL_DIGITS: usize = 32;

impl Lives {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        // No code under the lock can leave the memory in an incomplete state.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state of an order that is kept.
    fn of(&self, order_id: &str) -> Life {
        *self.memory().lives.entry(order_id.to_owned()).or_insert_with(Life::new)
    }

    fn placed(self: &Arc<Self>, orders: &Orders) -> Answer {
        self.drop_old(orders);
        let lives = Arc::clone(self);
        Answer::placed_as(move |order_id| {
            lives.of(order_id.as_str());
            asked_for(order_id.as_str(), None).json()
        })
    }

    /// Drops the states of orders that are no longer kept, when there are twice as many as were left the last time.
    fn drop_old(&self, orders: &Orders) {
        if self.is_full() {
            let mut memory = self.of_kept(orders);
            memory.bound = memory.lives.len() * 2;
        }
    }

    fn is_full(&self) -> bool {
        /// States below which none is dropped.
        const FEW: usize = 16;
        let memory = self.memory();
        memory.lives.len() >= memory.bound.max(FEW)
    }

    /// The states of the orders that are kept, and of no other.
    fn of_kept(&self, orders: &Orders) -> MutexGuard<'_, Memory> {
        let code = orders.of::<CodeSigningOrder>().into_iter().map(|placed| placed.order_id);
        let code_ev = orders.of::<EvCodeSigningOrder>().into_iter().map(|placed| placed.order_id);
        let kept: HashSet<_> = code.chain(code_ev).map(|order_id| order_id.to_string()).collect();
        let mut memory = self.memory();
        memory.lives.retain(|order_id, _| kept.contains(order_id));
        memory
    }

    fn details(&self, order_id: &str, order: &Order) -> Tree {
        let (life, parameters) = (self.of(order_id), order.parameters());
        let text = |text: &str| Tree::text(text);
        let mut details = vec![
            ("id", Tree::Digits(order_id.to_owned())),
            ("status", text(life.status(self.issue_after))),
            ("product", Tree::Object(vec![("name_id", text(order.product()))])),
        ];
        let organization = parameters.organization.id.unwrap_or(NEW_ORGANIZATION);
        details.push(("organization", Tree::Object(vec![("id", digits(organization))])));
        if let Some(number) = life.issued(order_id, self.issue_after) {
            details.push(("certificate", certificate(number, life.day, parameters)));
        }
        if let Some(method) = &parameters.cs_provisioning_method {
            details.push(("cs_provisioning_method", Tree::text(method.to_string())));
            if *method == ProvisioningMethod::ClientApp {
                details.push(("hardware_init_code", Tree::text(format!("INIT-{order_id}"))));
            }
        }
        details.extend(parameters.ship_info.as_ref().map(|to| ("ship_info", ship_info(to))));
        let reference = parameters.alternative_order_id.as_deref();
        details.extend(reference.map(|reference| ("alternative_order_id", text(reference))));
        Tree::Object(details)
    }

    fn with_reference(&self, request: &OrdersByReference, orders: &Orders) -> Answer {
        let found = orders.with_reference(&request.alternative_order_id);
        if found.is_empty() {
            return not_found();
        }
        let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let (offset, limit) =
            (request.offset.unwrap_or(0), u64::from(request.limit.unwrap_or(1000)));
        let page = found.iter().skip(number(offset)).take(number(limit)).map(OrderId::as_str);
        let page = page.map(|order_id| self.summary(order_id, &self.of(order_id))).collect();
        json(&Tree::Object(vec![
            ("orders", Tree::List("order", page)),
            (
                "page",
                Tree::Object(vec![
                    ("total", Tree::Digits(found.len().to_string())),
                    ("limit", digits(limit)),
                    ("offset", digits(offset)),
                ]),
            ),
        ]))
    }

    fn changed(&self, seconds: u32, orders: &Orders) -> Answer {
        let within = Duration::from_secs(seconds.into());
        let mut changed: Vec<_> = (self.of_kept(orders).lives.iter())
            .filter(|(_, life)| life.unchanged_for(self.issue_after) <= within)
            .map(|(order_id, life)| (order_id.clone(), *life))
            .collect();
        if changed.is_empty() {
            return Answer::json("{}");
        }
        changed.sort_by_key(|(order_id, _)| order_id.parse::<u64>().unwrap_or_default());
        let orders = changed.iter().map(|(order_id, life)| self.summary(order_id, life)).collect();
        json(&Tree::Object(vec![("orders", Tree::List("order", orders))]))
    }

    fn summary(&self, order_id: &str, life: &Life) -> Tree {
        let mut order = vec![("order_id", Tree::Digits(order_id.to_owned()))];
        let certificate = life.issued(order_id, self.issue_after);
        order.extend(certificate.map(|number| ("certificate_id", digits(number))));
        order.push(("status", Tree::text(life.status(self.issue_after))));
        Tree::Object(order)
    }

    fn download(&self, certificate: &str, orders: &Orders) -> Answer {
        let Some((order_id, count)) = order_of(certificate) else { return not_found() };
        if Order::find(orders, &order_id).is_none() {
            return not_found();
        }
        let life = self.of(&order_id);
        let issued = life.certificates - u64::from(!life.is_ready(self.issue_after));
        if !(1..=issued).contains(&count) {
            return not_found();
        }
        let pem = |of: &str| {
            let text = STANDARD.encode(format!("sandbox: {of}"));
            format!("-----BEGIN CERTIFICATE-----\r\n{text}\r\n-----END CERTIFICATE-----\r\n")
        };
        let chain = [format!("certificate {certificate}"), "intermediate".into(), "root".into()];
        Answer::body("application/x-pem-file", chain.map(|of| pem(&of)).concat())
    }

    fn reissue(&self, order_id: &str, orders: &Orders) -> Answer {
        if Order::find(orders, order_id).is_none() {
            return not_found();
        }
        let mut life = self.of(order_id);
        let error = |code: &str, words: &str| Answer::error(400, code, words);
        if life.revoked.is_some() {
            return error("order_is_revoked", "The order is revoked");
        }
        if !life.is_ready(self.issue_after) {
            return error("order_not_issued", "The certificate of the order is not issued yet");
        }
        if life.certificates == MOST_CERTIFICATES {
            return error("too_many_reissues", "The order has as many certificates as it can have");
        }
        life = Life { certificates: life.certificates + 1, ..Life::new() };
        self.memory().lives.insert(order_id.to_owned(), life);
        let certificate = certificate_of(order_id, life.certificates);
        Answer::json(asked_for(order_id, certificate).json()).status(201)
    }

    fn revoke(&self, order_id: &str, skip_approval: Option<bool>, orders: &Orders) -> Answer {
        if Order::find(orders, order_id).is_none() {
            return not_found();
        }
        let life = self.of(order_id);
        if life.revoked.is_some() {
            return Answer::error(400, "order_already_revoked", "The order is revoked already");
        }
        if skip_approval != Some(true) {
            return Answer::json(request(order_id).json()).status(201);
        }
        let life = Life { revoked: Some(Instant::now()), ..life };
        self.memory().lives.insert(order_id.to_owned(), life);
        Answer::empty()
    }
}

fn digits(number: u64) -> Tree {
    Tree::Digits(number.to_string())
}

fn json(tree: &Tree) -> Answer {
    Answer::json(tree.json())
}

fn not_found() -> Answer {
    Answer::error(404, "not_found", "There is no such order, or this key may not see it")
}

/// The request to an administrator that an order, a reissue or a revocation consists of.
fn request(order_id: &str) -> Tree {
    Tree::Object(vec![("id", Tree::Digits(order_id.to_owned())), ("status", Tree::text("pending"))])
}

/// The reply to an order or a reissue.
fn asked_for(order_id: &str, certificate: Option<u64>) -> Tree {
    let mut reply = vec![("id", Tree::Digits(order_id.to_owned()))];
    reply.extend(certificate.map(|number| ("certificate_id", digits(number))));
    reply.push(("requests", Tree::List("request", vec![request(order_id)])));
    Tree::Object(reply)
}

fn certificate(number: u64, day: u64, parameters: &CodeSigningParameters) -> Tree {
    let validity = parameters.order_validity.as_ref();
    let last = validity.and_then(|validity| validity.custom_expiration_date.clone());
    let last = parameters.custom_expiration_date.clone().or(last);
    let days = validity.and_then(|validity| validity.days).map_or(365, u64::from);
    let mut members = vec![("id", digits(number))];
    let name = parameters.certificate.common_name.as_deref();
    let name = name.or(parameters.organization.name.as_deref());
    members.extend(name.map(|name| ("common_name", Tree::text(name))));
    members.extend([
        ("serial_number", Tree::text(format!("{number:0SERIAL_DIGITS$X}"))),
        ("valid_from", Tree::text(date(day))),
        ("valid_till", Tree::text(last.unwrap_or_else(|| date(day + days)))),
    ]);
    Tree::Object(members)
}

/// A day since 1 January 1970 as the service writes it, such as `2026-11-29`.
fn date(day: u64) -> String {
    let (year, month, day) = calendar(day);
    format!("{year}-{month:02}-{day:02}")
}

fn ship_info(to: &ShipInfo) -> Tree {
    let mut members = vec![("name", Tree::text(&to.name)), ("addr1", Tree::text(&to.addr1))];
    members.extend(to.addr2.as_ref().map(|addr2| ("addr2", Tree::text(addr2))));
    members.extend([
        ("city", Tree::text(&to.city)),
        ("state", Tree::text(&to.state)),
        ("zip", Tree::text(&to.zip)),
        ("country", Tree::text(&to.country)),
        ("method", Tree::text(to.method.to_string())),
    ]);
    Tree::Object(members)
}

fn validations() -> Tree {
    let until = format!("{}T00:00:00+00:00", date(day_of(SystemTime::now()) + 459));
    let validation = |name: &str| {
        Tree::Object(vec![
            ("type", Tree::text(name)),
            ("status", Tree::text("active")),
            ("validated_until", Tree::text(&until)),
        ])
    };
    let validations = ["cs", "ev_cs"].map(validation).into();
    Tree::Object(vec![("validations", Tree::List("validation", validations))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificate_of_a_pending_reissue_is_the_one_before() {
        let (at_once, later) = (Duration::ZERO, Duration::from_secs(3600));
        let life = Life { certificates: 2, ..Life::new() };
        assert_eq!((life.status(at_once), life.issued("1001", at_once)), ("issued", Some(100_102)));
        assert_eq!(
            (life.status(later), life.issued("1001", later)),
            ("reissue_pending", Some(100_101))
        );
        let first = Life { certificates: 1, ..life };
        assert_eq!((first.status(later), first.issued("1001", later)), ("pending", None));
        let revoked = Life { revoked: Some(Instant::now()), ..life };
        assert_eq!(revoked.status(later), "revoked");
    }

    #[test]
    fn certificates_are_those_of_their_order() {
        let number = certificate_of("1001", 2).expect("small");
        assert_eq!(order_of(&number.to_string()), Some(("1001".to_owned(), 2)));
        assert_eq!(order_of(&format!("{number:032X}")), Some(("1001".to_owned(), 2)));
        for text in ["", "0CAFE", "99999999999999999999999999", &"F".repeat(32)] {
            assert_eq!(order_of(text), None, "{text}");
        }
        assert_eq!(certificate_of(&u64::MAX.to_string(), 1), None);
    }
}
