//! The application without a terminal: keys in, screens out.
