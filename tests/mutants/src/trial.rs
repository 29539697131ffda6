//! Tries faults by the tests that reach them.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    fmt,
    fs::{self, File},
    io::Write,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use crate::{
    Result,
    place::Place,
    project::{Program, Project, write},
    reach::{self, AT_ONCE, Test, passes, run},
    reasons::reasons,
};

/// The answer of the tests to a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A test fails or hangs.
    Seen(String),
    /// All tests that reach it pass.
    Passed,
    /// As many tests as were asked pass, of all that reach it.
    Part(usize, usize),
    /// No test reaches it.
    Unreached,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seen(test) => write!(f, "seen\t{test}"),
            Self::Passed => f.write_str("passed\t"),
            Self::Part(asked, all) => write!(f, "part\t{asked} of {all}"),
            Self::Unreached => f.write_str("unreached\t"),
        }
    }
}

/// Tries the chosen faults that have no verdict yet.
pub(crate) fn try_all(
    project: &Project,
    is_chosen: &dyn Fn(&Place) -> bool,
    budget: Duration,
) -> Result<()> {
    let programs = project.programs()?;
    let tests = reach::tests(project, &programs)?;
    let known = verdicts(project)?;
    let mut places = project.places()?;
    places.retain(|(_, place)| is_chosen(place) && !known.contains_key(&place.name()));
    eprintln!("{} faults, {} tests", places.len(), tests.len());
    let mut by_place: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, test) in tests.iter().enumerate() {
        for place in &test.reaches {
            by_place.entry(*place).or_default().push(at);
        }
    }
    let list = Mutex::new(File::options().create(true).append(true).open(project.kept("tried"))?);
    let next = AtomicUsize::new(0);
    // How often a test has seen a fault of a function or a file; such tests are asked first.
    let success: Mutex<HashMap<(String, usize), usize>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some((number, place)) = places.get(at) else { return };
                    let function = format!("{} {}", place.file, place.function);
                    let mut reaching = by_place.get(number).cloned().unwrap_or_default();
                    {
                        let success = success.lock().expect("no thread panics while it counts");
                        let of = |key: &str, test: usize| {
                            success.get(&(key.to_owned(), test)).copied().unwrap_or(0)
                        };
                        reaching.sort_by_cached_key(|&test| {
                            let ranks = (of(&function, test), of(&place.file, test));
                            // Slow ones only if they are fast enough to be asked at all.
                            let is_slow = tests[test].time > budget / 4;
                            (
                                is_slow,
                                Reverse(ranks.0.min(2)),
                                Reverse(ranks.1.min(20)),
                                tests[test].time,
                            )
                        });
                    }
                    let verdict = tried(*number, &reaching, &tests, &programs, budget, |test| {
                        let mut success = success.lock().expect("no thread panics while it counts");
                        *success.entry((function.clone(), test)).or_default() += 1;
                        *success.entry((place.file.clone(), test)).or_default() += 1;
                    });
                    let mut list = list.lock().expect("no thread panics while it writes");
                    if let Err(error) = writeln!(list, "{}\t{verdict}", place.name()) {
                        eprintln!("{error}");
                    }
                    if at % 250 == 249 {
                        eprintln!("{} of {}", at + 1, places.len());
                    }
                }
            });
        }
    });
    Ok(())
}

/// Asks one test, then four of a program, then sixteen, until one sees the fault.
fn tried(
    number: usize,
    reaching: &[usize],
    tests: &[Test],
    programs: &[Program],
    budget: Duration,
    mut sees: impl FnMut(usize),
) -> Verdict {
    if reaching.is_empty() {
        return Verdict::Unreached;
    }
    let mut left = reaching.to_vec();
    let (mut at_once, mut spent) = (1, Duration::ZERO);
    while let Some(&first) = left.first() {
        let mut chunk = Vec::new();
        let mut expected = Duration::ZERO;
        for &test in &left {
            let is_affordable = chunk.is_empty() || spent + expected + tests[test].time <= budget;
            if chunk.len() < at_once && tests[test].program == tests[first].program && is_affordable
            {
                expected += tests[test].time;
                chunk.push(test);
            }
        }
        if spent + expected > budget && spent > Duration::ZERO {
            return Verdict::Part(reaching.len() - left.len(), reaching.len());
        }
        spent += expected;
        left.retain(|test| !chunk.contains(test));
        let names: Vec<&str> = chunk.iter().map(|&test| tests[test].name.as_str()).collect();
        let program = &programs[tests[first].program];
        let mut command = run(program, &names);
        command.env("MUTANT", number.to_string());
        if passes(&mut command, Duration::from_secs(3) + expected * 10) != Some(true) {
            if let [only] = chunk[..] {
                sees(only);
            } else {
                chunk.iter().take(8).for_each(|&test| sees(test));
            }
            return Verdict::Seen(format!("{} {}", program.name, names.join(" ")));
        }
        at_once *= 4;
    }
    Verdict::Passed
}

/// Forgets the verdicts on chosen faults that no test saw.
pub(crate) fn forget(project: &Project, is_chosen: &dyn Fn(&Place) -> bool) -> Result<()> {
    let (_, places) = project.sources()?;
    let reasons = reasons(project.name())?;
    let is_open = |place: &&Place| !reasons.iter().any(|reason| reason.is_of(place));
    let chosen: HashSet<String> =
        places.iter().filter(|place| is_chosen(place)).filter(is_open).map(Place::name).collect();
    let kept: Vec<String> = verdicts(project)?
        .into_iter()
        .filter(|(name, verdict)| matches!(verdict, Verdict::Seen(_)) || !chosen.contains(name))
        .map(|(name, verdict)| format!("{name}\t{verdict}\n"))
        .collect();
    write(&project.kept("tried"), kept.concat().as_bytes())
}

/// The verdicts by the names of the places.
pub(crate) fn verdicts(project: &Project) -> Result<HashMap<String, Verdict>> {
    let Ok(list) = fs::read_to_string(project.kept("tried")) else { return Ok(HashMap::new()) };
    list.lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [name, verdict, detail] = fields[..] else {
                return Err("a line of `tried` is broken".into());
            };
            let verdict = match verdict {
                "seen" => Verdict::Seen(detail.to_owned()),
                "passed" => Verdict::Passed,
                "part" => {
                    let (asked, all) =
                        detail.split_once(" of ").ok_or("a count of `tried` is broken")?;
                    Verdict::Part(asked.parse()?, all.parse()?)
                }
                _ => Verdict::Unreached,
            };
            Ok((name.to_owned(), verdict))
        })
        .collect()
}
