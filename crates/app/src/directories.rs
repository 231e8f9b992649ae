//! Where Slipway keeps its data.

use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};
use slipway_domain::problem::{Code, Problem};

/// The data directory: as told, as `SLIPWAY_DATA_DIR` says, or the platform's.
pub fn data_directory(told: Option<PathBuf>) -> Result<PathBuf, Problem> {
    let variable =
        || std::env::var_os("SLIPWAY_DATA_DIR").filter(|value| !value.is_empty()).map(PathBuf::from);
    let platform = || choose_native_strategy().ok().map(|strategy| strategy.data_dir().join("slipway"));
    told.or_else(variable).or_else(platform).ok_or_else(|| {
        let message = "there is no home directory to keep data in";
        Problem::new(Code::FileFailed, message).hint("name one with --data-dir or SLIPWAY_DATA_DIR")
    })
}
