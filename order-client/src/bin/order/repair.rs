use order_core::Repairs;

use crate::{
    document::{self, DocumentFormat, Source},
    endpoint::{Endpoint, Known, OnEndpoint},
    exit::Exit,
    failure::Failure,
    output::{self, OutputFormat},
    rules::{lines, read},
};

/// Say what to change so that a request keeps its rules: every smallest set of changes
#[derive(Debug, clap::Args)]
pub(crate) struct RepairArgs {
    /// File with the request; `-` is standard input
    #[arg(value_name = "FILE")]
    source: Source,
    /// What the request is for
    #[arg(long, short, value_name = "ENDPOINT", default_value = "code")]
    endpoint: Endpoint,
    /// Format of the file; if not given, what its name or else its first bytes say
    #[arg(long, short, value_name = "FORMAT")]
    input_format: Option<DocumentFormat>,
    /// For whom the changes are written
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    output: OutputFormat,
}

pub(crate) fn run(args: &RepairArgs) -> Result<Exit, Failure> {
    let bytes = document::bytes(&args.source)?;
    args.endpoint.with(Repair { args, bytes: &bytes })
}

struct Repair<'a> {
    args: &'a RepairArgs,
    bytes: &'a [u8],
}

impl OnEndpoint for Repair<'_> {
    type Output = Result<Exit, Failure>;

    fn on<T: Known>(self) -> Self::Output {
        let Self { args, bytes } = self;
        let request: T = read(&args.source, bytes, args.input_format)?;
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
