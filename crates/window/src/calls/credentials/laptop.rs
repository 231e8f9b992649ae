//! Which credentials this laptop has, for somebody who begins.

use slipway_api::window::call::Nothing;
use slipway_api::window::found_credentials::{LaptopCredentials, LaptopCredentialsDocument, LaptopSource};
use slipway_api::window::topic::Topic;
use slipway_app::{LaptopSource as Source, OnLaptop, on_laptop};

use crate::answer::{Answered, read};
use crate::session::Session;

/// Which credentials this laptop has, by their names alone.
pub(crate) async fn laptop(_: &Session, _: Nothing) -> Answered<LaptopCredentialsDocument> {
    let found = on_laptop().await.into_iter().map(document).collect();
    read(LaptopCredentialsDocument { found }, [Topic::Credentials])
}

fn document(found: OnLaptop) -> LaptopCredentials {
    let source = match found.source {
        Source::Docker => LaptopSource::Docker,
        Source::GitHub => LaptopSource::Github,
        Source::Aws => LaptopSource::Aws,
        Source::Ssh => LaptopSource::Ssh,
        Source::Variables => LaptopSource::Variables,
    };
    LaptopCredentials { source, names: found.names }
}
