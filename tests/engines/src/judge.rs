//! The validator's verdict on the rows.

use std::{
    collections::HashMap,
    iter::Sum,
    path::{Path, PathBuf},
    sync::Mutex,
    time::Instant,
};

use order_client::retail::CodeSigningOrder;
use order_core::OrderRequest;

use crate::{Result, on_all_cores};

/// Orders that are held in memory at once by each core.
const BATCH: usize = 10_000;

#[derive(Default)]
struct Counts {
    rows: u64,
    invalid: u64,
    /// By the index of the first rule with an id.
    broken: HashMap<String, u64>,
}

/// Prints how many rows break each rule, and how long reading and checking took.
///
/// Without checks it only reads, which tells what they take.
pub(crate) fn count(files: &[PathBuf], checks: bool) -> Result<()> {
    let start = Instant::now();
    let next = Mutex::new(files.iter());
    let counts: Counts = on_all_cores(|| {
        let mut counts = Counts::default();
        loop {
            let Some(file) = next.lock().expect("no thread panics").next() else {
                return Ok(counts);
            };
            count_file(file, checks, &mut counts)?;
        }
    })?;
    println!("rows\t{}", counts.rows);
    println!("invalid\t{}", counts.invalid);
    println!("seconds\t{:.3}", start.elapsed().as_secs_f64());
    let mut broken: Vec<_> = counts.broken.into_iter().collect();
    broken.sort();
    for (id, count) in broken {
        println!("{id}\t{count}");
    }
    Ok(())
}

fn count_file(file: &Path, checks: bool, counts: &mut Counts) -> Result<()> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(file)?;
    let mut record = csv::StringRecord::new();
    let mut batch = Vec::with_capacity(BATCH);
    // The rules are static, so their addresses tell them apart.
    let mut ids: HashMap<usize, String> = HashMap::new();
    loop {
        let is_read = reader.read_record(&mut record)?;
        if is_read {
            batch.push(order(&record)?);
        }
        if batch.len() == BATCH || !is_read {
            counts.rows += batch.len() as u64;
            let checked = batch.iter().filter(|_| checks);
            for violations in checked.filter_map(|order| order.validate().err()) {
                counts.invalid += 1;
                let mut seen: Vec<&str> = Vec::new();
                for violation in &violations {
                    ids.entry(std::ptr::from_ref(violation.rule()) as usize)
                        .or_insert_with(|| violation.rule_id());
                }
                for violation in &violations {
                    let id = &*ids[&(std::ptr::from_ref(violation.rule()) as usize)];
                    // A group is reported at each member that is missing.
                    if !seen.contains(&id) {
                        seen.push(id);
                        match counts.broken.get_mut(id) {
                            Some(count) => *count += 1,
                            None => _ = counts.broken.insert(id.to_owned(), 1),
                        }
                    }
                }
            }
            batch.clear();
        }
        if !is_read {
            return Ok(());
        }
    }
}

/// A row as an order.
fn order(record: &csv::StringRecord) -> Result<CodeSigningOrder> {
    let mut cells = record.iter();
    let mut optional = || {
        let cell = cells.next().ok_or("a row is too short")?;
        Ok::<_, &str>((!cell.is_empty()).then_some(cell))
    };
    macro_rules! some {
        () => {
            optional()?.map(str::to_owned)
        };
    }
    macro_rules! parsed {
        () => {
            optional()?.map(str::parse).transpose()?
        };
    }
    Ok(CodeSigningOrder {
        validity: parsed!().ok_or("no validity")?,
        platform: parsed!(),
        cs_provisioning_method: parsed!(),
        cs_ship_method: parsed!(),
        ship_name: some!(),
        ship_addr1: some!(),
        ship_addr2: some!(),
        ship_city: some!(),
        ship_state: some!(),
        ship_zip: some!(),
        ship_country: parsed!(),
        org_unit: some!(),
        org_name: some!().unwrap_or_default(),
        org_addr1: some!().unwrap_or_default(),
        org_addr2: some!(),
        org_city: some!().unwrap_or_default(),
        org_state: some!().unwrap_or_default(),
        org_zip: some!().unwrap_or_default(),
        org_country: parsed!().ok_or("no country")?,
        telephone: some!().unwrap_or_default(),
        org_contact_firstname: some!().unwrap_or_default(),
        org_contact_lastname: some!().unwrap_or_default(),
        org_contact_job_title: some!().unwrap_or_default(),
        org_contact_email: some!().unwrap_or_default(),
        org_contact_telephone: some!().unwrap_or_default(),
        org_contact_telephone_ext: some!(),
        ev: optional()? == Some("1"),
    })
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut total, counts| {
            total.rows += counts.rows;
            total.invalid += counts.invalid;
            for (id, count) in counts.broken {
                *total.broken.entry(id).or_default() += count;
            }
            total
        })
    }
}
