//! Which tests reach which places, and how long they take.

use std::{
    collections::{HashMap, HashSet},
    fs::{self, File},
    io::Write,
    process::{Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    Result,
    project::{Program, Project},
};

/// Tests that take longer ask no fault.
const LONGEST: Duration = Duration::from_secs(8);

/// How many random cases a test asks that has a setting for it. Requests of each type are a fortieth.
const CASES: [(&str, &str); 3] =
    [("AGREEMENT_CASES", "110"), ("EXPORTS_CASES", "110"), ("FINDINGS_CASES", "400")];

/// How many tests run at once.
pub(crate) const AT_ONCE: usize = 2;

/// A test that passes without a fault.
#[derive(Debug)]
pub(crate) struct Test {
    pub(crate) program: usize,
    pub(crate) name: String,
    /// Its time, beside the start of its program.
    pub(crate) time: Duration,
    pub(crate) reaches: HashSet<usize>,
}

/// Runs each test that has not passed yet, in a process of its own.
pub(crate) fn reach(project: &Project) -> Result<()> {
    let programs = project.programs()?;
    let known: HashSet<(String, String)> = lines(project)?
        .into_iter()
        .filter(|line| line.3 != "-")
        .map(|line| (line.0, line.1))
        .collect();
    let mut tests = Vec::new();
    for program in &programs {
        let listed = Command::new(&program.path)
            .args(["--list", "--format", "terse"])
            .current_dir(&program.folder)
            .env("LD_LIBRARY_PATH", &program.libraries)
            .output()?;
        for line in String::from_utf8(listed.stdout)?.lines() {
            if let Some(test) = line.strip_suffix(": test")
                && !known.contains(&(program.name.clone(), test.to_owned()))
            {
                tests.push((program, test.to_owned()));
            }
        }
    }
    eprintln!("{} tests", tests.len());
    let list = Mutex::new(File::options().create(true).append(true).open(project.kept("reached"))?);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for worker in 0..AT_ONCE {
            let (tests, list, next) = (&tests, &list, &next);
            scope.spawn(move || {
                let notes = project.kept(&format!("notes-{worker}"));
                while let Some((program, test)) = tests.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let _ = fs::remove_file(&notes);
                    let begun = Instant::now();
                    let mut command = run(program, &[test]);
                    command.env("MUTANTS_REACHED", &notes);
                    let passes = passes(&mut command, LONGEST) == Some(true);
                    let time = begun.elapsed().as_micros();
                    let places = fs::read_to_string(&notes).unwrap_or_default();
                    let places = if passes {
                        places.lines().collect::<Vec<_>>().join(",")
                    } else {
                        "-".to_owned()
                    };
                    let line = format!("{}\t{test}\t{time}\t{places}\n", program.name);
                    let mut list = list.lock().expect("no thread panics while it writes");
                    if let Err(error) = list.write_all(line.as_bytes()) {
                        eprintln!("{error}");
                    }
                }
            });
        }
    });
    let (passed, failed): (Vec<_>, Vec<_>) =
        lines(project)?.into_iter().partition(|line| line.3 != "-");
    let passed: HashSet<(String, String)> =
        passed.into_iter().map(|line| (line.0, line.1)).collect();
    let failed: HashSet<(String, String)> =
        failed.into_iter().map(|line| (line.0, line.1)).collect();
    let failed = failed.difference(&passed).count();
    eprintln!(
        "{failed} tests are not used, as they fail in the copy or take longer than {} s",
        LONGEST.as_secs()
    );
    Ok(())
}

/// The command of some tests of a program, one after the other, with no more memory than a fault may use up.
pub(crate) fn run(program: &Program, tests: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -v 8000000; exec \"$0\" \"$@\""])
        .arg(&program.path)
        .args(["--exact", "--test-threads=1", "--quiet"])
        .args(tests)
        .current_dir(&program.folder)
        .env("LD_LIBRARY_PATH", &program.libraries)
        .envs(CASES)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Whether the command succeeds; `None` if it takes too long.
pub(crate) fn passes(command: &mut Command, limit: Duration) -> Option<bool> {
    let begun = Instant::now();
    let Ok(mut child) = command.spawn() else { return Some(false) };
    let mut pause = Duration::from_micros(500);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if begun.elapsed() < limit => {}
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
        thread::sleep(pause);
        pause = (pause * 5 / 4).min(Duration::from_millis(20));
    }
}

/// The tests in the list that pass.
pub(crate) fn tests(project: &Project, programs: &[Program]) -> Result<Vec<Test>> {
    let lines = lines(project)?;
    let mut starts: HashMap<&str, u64> = HashMap::new();
    for (program, _, time, _) in &lines {
        let start = starts.entry(program).or_insert(*time);
        *start = (*start).min(*time);
    }
    let mut tests = Vec::new();
    for (program, name, time, reached) in &lines {
        let Some(at) = programs.iter().position(|known| known.name == *program) else { continue };
        if reached != "-" {
            let reaches = reached.split(',').filter_map(|number| number.parse().ok()).collect();
            let time = Duration::from_micros(time - starts[program.as_str()]);
            tests.push(Test { program: at, name: name.clone(), time, reaches });
        }
    }
    Ok(tests)
}

/// Program, test, microseconds and places.
fn lines(project: &Project) -> Result<Vec<(String, String, u64, String)>> {
    let Ok(list) = fs::read_to_string(project.kept("reached")) else { return Ok(Vec::new()) };
    list.lines()
        .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [program, test, time, reached] => {
                Ok((program.to_owned(), test.to_owned(), time.parse()?, reached.to_owned()))
            }
            _ => Err("a line of `reached` is broken".into()),
        })
        .collect()
}
