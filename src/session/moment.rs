//! A point in time as sessions write it: to the second, with the offset of the machine that wrote it.

use std::fmt;
use std::str::FromStr;

use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time, `2026-11-23T05:13:07+09:00`. Ordered by time, whatever the offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    at: Timestamp,
    offset: Offset,
}

impl Moment {
    /// A moment with the offset that holds then and there; parts of a second are dropped.
    pub fn new(time: &Zoned) -> Moment {
        let at = Timestamp::from_second(time.timestamp().as_second()).unwrap_or(Timestamp::UNIX_EPOCH);
        Moment { at, offset: time.offset() }
    }

    /// The hour and minute on the clock of whoever wrote it: `05:13`.
    pub fn clock(self) -> String {
        self.offset.to_datetime(self.at).strftime("%H:%M").to_string()
    }

    /// Date, hour and minute on the clock of whoever wrote it: `2026-11-23 05:13`.
    pub fn date_and_clock(self) -> String {
        self.offset.to_datetime(self.at).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// Whole days from this moment to a later one; 0 if it is not later.
    pub fn days_until(self, later: Moment) -> u32 {
        let seconds = later.at.as_second().saturating_sub(self.at.as_second()).max(0);
        u32::try_from(seconds / 86_400).unwrap_or(u32::MAX)
    }

    /// Whether more than so many days lie between this moment and a later one. Exactly so many are not more.
    pub fn is_more_than_days_before(self, days: u32, later: Moment) -> bool {
        later.at.as_second().saturating_sub(self.at.as_second()) > i64::from(days) * 86_400
    }

    /// The moment in its own offset, for anything else that is to be shown.
    pub fn to_zoned(self) -> Zoned {
        self.at.to_zoned(TimeZone::fixed(self.offset))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Moment) -> std::cmp::Ordering {
        self.at.cmp(&other.at).then(self.offset.cmp(&other.offset))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Moment) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.at.display_with_offset(self.offset).fmt(f)
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Moment, String> {
        let wrong = || format!("`{text}` is no time like 2026-11-23T05:13:07+09:00");
        let at: Timestamp = text.parse().map_err(|_| wrong())?;
        let pieces = DateTimeParser::new().parse_pieces(text).map_err(|_| wrong())?;
        let offset = pieces.to_numeric_offset().ok_or_else(wrong)?;
        Ok(Moment { at, offset })
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn keeps_the_offset_it_was_written_with() {
        for text in ["2026-11-23T05:13:07+09:00", "2026-11-23T05:13:07-03:30", "2026-11-23T05:13:07+00:00"] {
            assert_eq!(moment(text).to_string(), text);
        }
        assert_eq!(moment("2026-11-23T05:13:07Z"), moment("2026-11-23T05:13:07+00:00"));
        assert_eq!(moment("2026-11-23T05:13:07+09:00").clock(), "05:13");
        assert_eq!(moment("2026-11-23T05:13:07+09:00").date_and_clock(), "2026-11-23 05:13");
    }

    #[test]
    fn orders_by_time_and_not_by_the_clock_on_the_wall() {
        assert!(moment("2026-11-23T05:13:07+09:00") < moment("2026-11-23T04:13:07+00:00"));
        assert_eq!(moment("2026-11-20T12:00:00Z").days_until(moment("2026-11-23T11:59:59Z")), 2);
        assert_eq!(moment("2026-11-23T12:00:00Z").days_until(moment("2026-11-20T12:00:00Z")), 0);
    }

    #[test]
    fn refuses_what_is_no_time_with_an_offset() {
        for text in ["", "yesterday", "2026-11-23", "2026-11-23T05:13:07", "2026-13-23T05:13:07Z"] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }
}
