use order_core::repair::Repairs;

use crate::{
    endpoint::{Known, OnEndpoint},
    exit::Exit,
    failure::Failure,
    output::{self, OutputFormat},
    rules::{RequestArgs, lines},
};

/// List the smallest sets of changes after which a request keeps its rules
#[derive(Debug, clap::Args)]
pub(crate) struct RepairArgs {
    #[command(flatten)]
    request: RequestArgs,
}

pub(crate) fn run(args: &RepairArgs) -> Result<Exit, Failure> {
    args.request.endpoint.with(args.request.of.api, Repair(&args.request))?
}

struct Repair<'a>(&'a RequestArgs);

impl OnEndpoint for Repair<'_> {
    type Output = Result<Exit, Failure>;

    fn on<T: Known>(self) -> Self::Output {
        let args = self.0;
        let request: T = args.read()?;
        let Err(violations) = request.validate() else {
            output::remark("the request keeps its rules; there is nothing to change");
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

/// Shows the ways to mend each mistake. Independent mistakes are mended one by one.
fn show(repairs: &Repairs) {
    for part in repairs.parts() {
        let text = match &part[..] {
            [] => "there is a mistake that no change of parameters mends\n".to_owned(),
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
