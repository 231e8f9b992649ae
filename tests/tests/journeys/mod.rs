//! Journeys: from a commit to hosts and back.

mod adoption;
mod builds;
mod ecr;
mod files;
mod first_release;
mod images;
mod monorepo;
mod notifications;
mod plain_docker;
mod rolling;
mod two_environments;
mod two_laptops;
mod values;
