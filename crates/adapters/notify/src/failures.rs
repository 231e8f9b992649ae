//! Why a service was not reached, without the address.

use std::error::Error;
use std::io;

use slipway_engine::ports::Undelivered;

/// That no answer came.
pub(crate) fn unreached(error: &reqwest::Error) -> Undelivered {
    let why = match () {
        () if error.is_timeout() => "it did not answer in time".to_owned(),
        () if error.is_connect() => format!("it cannot be reached: {}", deepest(error)),
        () => format!("the connection broke: {}", deepest(error)),
    };
    Undelivered::Later { why, after: None }
}

/// The text at the bottom, which names the cause. What is above it repeats the address.
fn deepest(error: &(dyn Error + 'static)) -> String {
    let mut last = error;
    for _ in 0..16 {
        let wrapped = last.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        let below = wrapped.map(|inner| inner as &(dyn Error + 'static)).or_else(|| last.source());
        match below {
            Some(below) => last = below,
            None => break,
        }
    }
    match last.downcast_ref::<reqwest::Error>() {
        Some(_) => "no more is known".to_owned(),
        None => last.to_string(),
    }
}
