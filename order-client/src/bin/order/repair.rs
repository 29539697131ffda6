use order_core::Repairs;

use crate::{
    endpoint::{Known, OnEndpoint},
    exit::Exit,
    failure::Failure,
    output::{self, OutputFormat},
    rules::{RequestArgs, lines},
};

/// Say what to change so that a request keeps its rules: every smallest set of changes
#[derive(Debug, clap::Args)]
pub(crate) struct RepairArgs {
    #[command(flatten)]
    request: RequestArgs,
}

pub(crate) fn run(args: &RepairArgs) -> Result<Exit, Failure> {
    args.request.endpoint.with(Repair(&args.request))
}

struct Repair<'a>(&'a RequestArgs);

impl OnEndpoint for Repair<'_> {
    type Output = Result<Exit, Failure>;

    fn on<T: Known>(self) -> Self::Output {
        let args = self.0;
        let request: T = args.read()?;
        let Err(violations) = request.validate() else {
            output::remark("the request keeps its rules; nothing is to be changed");
            return Ok(Exit::Done);
        };
        let repairs = violations.repairs(&request);
        match args.output {
            OutputFormat::Text => show(&repairs),
            OutputFormat::Json => output::result(&(repairs.to_json() + "\n")),
        }
        Ok(Exit::Invalid)
    }
}

/// Mistakes that have nothing to do with each other are mended one by one, each in one of its ways.
fn show(repairs: &Repairs) {
    for part in repairs.parts() {
        let text = match &part[..] {
            [] => "there is no way to mend a mistake by a change of parameters\n".to_owned(),
            [only] => lines(&only.to_string()),
            ways => {
                let ways = ways.iter().map(|way| format!("  - {}", lines(&way.to_string())));
                format!("one of:\n{}", ways.collect::<String>())
            }
        };
        output::result(&text);
    }
    if !repairs.is_complete() {
        output::remark("the search was given up; there may be further ways");
    }
}
