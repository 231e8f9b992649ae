//! `slipway tags`

use clap::{Args, ValueEnum};
use slipway_api::tags::TagsDocument;
use slipway_domain::problem::Problem;
use slipway_engine::images::Images;
use slipway_engine::tags::{Sort, sort};

use crate::context::Context;
use crate::{finish, show};

/// Shows the images of a service. Where they run is told as `status` or a deployment last saw it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway tags api
  slipway tags api --sort time --json")]
pub struct TagsArgs {
    /// The service
    service: String,
    /// What comes first
    #[arg(long, value_enum, default_value_t = By::Semver)]
    sort: By,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    /// The highest version
    Semver,
    /// The highest build number
    Build,
    /// The newest commit
    Time,
}

/// Executes it.
pub async fn execute(args: TagsArgs, context: &Context) -> Result<u8, Problem> {
    let project = context.project().await?;
    let Images { repository, rows: mut images, unsaid } = project.images(&args.service).await?;
    let by = match args.sort {
        By::Semver => Sort::Semver,
        By::Build => Sort::Build,
        By::Time => Sort::Time,
    };
    sort(&mut images, by);
    if context.global.json {
        let images = images.iter().map(Into::into).collect();
        finish::document(&TagsDocument { service: args.service, repository, images });
    } else {
        show::tags::print(&images);
    }
    if let Some(problem) = unsaid {
        show::line(&format!("what was found in these images is not known: {}", problem.message));
        if let Some(hint) = &problem.hint {
            show::line(&format!("  {hint}"));
        }
    }
    Ok(0)
}
