//! End to end on real components. The tests are in `tests/`, one binary.
