//! An answer with the topics that it was made of.

use slipway_api::window::call::Answer;
use slipway_api::window::topic::Topic;
use slipway_domain::problem::Problem;

/// What a call comes to.
pub(crate) type Answered<T> = Result<Answer<T>, Problem>;

/// An answer that stays right until one of these changes.
pub(crate) fn read<T>(value: T, reads: impl IntoIterator<Item = Topic>) -> Answered<T> {
    Ok(Answer { value, reads: reads.into_iter().collect() })
}

/// An answer that nobody asks again by itself.
pub(crate) fn done<T>(value: T) -> Answered<T> {
    read(value, [])
}
