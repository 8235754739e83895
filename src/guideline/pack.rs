//! Values in few bytes: how the build keeps the shipped guideline inside the program.
//!
//! No format to be relied on: what is packed is unpacked by the program that the same build made.

use serde::{Serialize, de::DeserializeOwned};

/// A value as bytes. Errors: the value cannot be written down; none of this crate's types is like that.
pub fn pack(value: &impl Serialize) -> Result<Vec<u8>, String> {
    let bytes = postcard::to_allocvec(value).map_err(|error| error.to_string())?;
    Ok(squeeze(&bytes))
}

/// The value that [`pack`] made bytes of; `None` for any other bytes.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(&unsqueeze(bytes)?).ok()
}

/// The same bytes in fewer.
pub(crate) fn squeeze(bytes: &[u8]) -> Vec<u8> {
    lz4_flex::compress_prepend_size(bytes)
}

/// The bytes before they were squeezed; `None` where they were not.
pub(crate) fn unsqueeze(bytes: &[u8]) -> Option<Vec<u8>> {
    lz4_flex::decompress_size_prepended(bytes).ok()
}
