//! Rules of operations, one small document each.
