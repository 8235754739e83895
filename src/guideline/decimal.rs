//! Exact decimal numbers with at most [`Decimal::PLACES`] places, so that 0.1 is 0.1.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An exact decimal: a whole number of millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Decimal(i64);

/// Why a text is not a [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// Not a number in plain decimal notation (no exponent, no thousands separator).
    NotANumber,
    /// More than [`Decimal::PLACES`] places after the point.
    TooManyPlaces,
    /// Beyond plus or minus one million million.
    TooLarge,
}

impl Decimal {
    /// The most places after the point that a number may have.
    pub const PLACES: u8 = 6;
    /// Zero.
    pub const ZERO: Decimal = Decimal(0);
    const ONE: i64 = 1_000_000;
    const LIMIT: i64 = 1_000_000_000_000;

    /// A whole number. Values beyond plus or minus one million million are clamped to it.
    pub fn whole(value: i64) -> Decimal {
        Decimal(value.clamp(-Self::LIMIT, Self::LIMIT) * Self::ONE)
    }

    /// The distance of two neighbours on a grid of `decimals` places (at most [`Decimal::PLACES`]).
    pub fn step(decimals: u8) -> Decimal {
        Decimal(10i64.pow(u32::from(Self::PLACES.saturating_sub(decimals))))
    }

    /// Whether the number lies on the grid of `decimals` places.
    pub fn on_grid(self, decimals: u8) -> bool {
        self.0 % Self::step(decimals).0 == 0
    }

    /// The largest number on the grid of `decimals` places that is not above this one.
    pub fn floor(self, decimals: u8) -> Decimal {
        let step = Self::step(decimals).0;
        Decimal(self.0.div_euclid(step) * step)
    }

    /// The smallest number on the grid of `decimals` places that is not below this one.
    pub fn ceil(self, decimals: u8) -> Decimal {
        let step = Self::step(decimals).0;
        Decimal(-(-self.0).div_euclid(step) * step)
    }

    /// The nearest number on the grid of `decimals` places; of two equally near ones the one above.
    pub fn rounded(self, decimals: u8) -> Decimal {
        let half = Decimal(Self::step(decimals).0 / 2);
        (self + half).floor(decimals)
    }

    /// As a binary fraction, for formulas with roots only.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::ONE as f64
    }

    /// The nearest decimal to a binary fraction, if it is finite and in range.
    pub fn from_f64(value: f64) -> Option<Decimal> {
        let scaled = (value * Self::ONE as f64).round();
        (scaled.is_finite() && scaled.abs() <= (Self::LIMIT * Self::ONE) as f64)
            .then_some(Decimal(scaled as i64))
    }
}

impl std::ops::Add for Decimal {
    type Output = Decimal;
    fn add(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Decimal {
    type Output = Decimal;
    fn sub(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Decimal {
    /// Without superfluous zeros: `30`, `28.5`, `-0.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let (whole, fraction) = (magnitude / Self::ONE as u64, magnitude % Self::ONE as u64);
        let mut text = format!("{}{whole}", if self.0 < 0 { "-" } else { "" });
        if fraction != 0 {
            text.push('.');
            text.push_str(format!("{fraction:06}").trim_end_matches('0'));
        }
        f.pad(&text)
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Decimal, DecimalError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(fraction) || digits.ends_with('.') {
            return Err(DecimalError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > usize::from(Self::PLACES) {
            return Err(DecimalError::TooManyPlaces);
        }
        let whole: i64 = whole.parse().map_err(|_| DecimalError::TooLarge)?;
        if whole > Self::LIMIT {
            return Err(DecimalError::TooLarge);
        }
        let fraction: i64 = format!("{fraction:0<6}").parse().map_err(|_| DecimalError::NotANumber)?;
        let value = whole * Self::ONE + fraction;
        Ok(Decimal(if negative { -value } else { value }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn prints_what_it_reads_without_superfluous_zeros() {
        for (text, printed) in
            [("30", "30"), ("30.0", "30"), ("28.50", "28.5"), ("-0.25", "-0.25"), ("0", "0")]
        {
            assert_eq!(decimal(text).to_string(), printed);
        }
    }

    #[test]
    fn refuses_what_is_no_plain_decimal() {
        for text in ["", "-", ".5", "5.", "1e3", "1,000", "+1", "NaN", "0x10", " 1", "--1"] {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError::NotANumber), "{text}");
        }
        assert_eq!("0.0000001".parse::<Decimal>(), Err(DecimalError::TooManyPlaces));
        assert_eq!("99999999999999".parse::<Decimal>(), Err(DecimalError::TooLarge));
        assert_eq!("99999999999999999999".parse::<Decimal>(), Err(DecimalError::TooLarge));
    }

    #[test]
    fn knows_its_grid() {
        assert!(decimal("28.5").on_grid(1) && !decimal("28.5").on_grid(0));
        assert_eq!(decimal("28.5").floor(0), decimal("28"));
        let rounded = |text: &str| decimal(text).rounded(1);
        assert_eq!(
            [rounded("2.416609"), rounded("2.45"), rounded("3")].map(|it| it.to_string()),
            ["2.4", "2.5", "3"]
        );
        assert_eq!(decimal("28.5").ceil(0), decimal("29"));
        assert_eq!(decimal("-1.5").floor(0), decimal("-2"));
        assert_eq!(decimal("-1.5").ceil(0), decimal("-1"));
        assert_eq!(Decimal::step(1), decimal("0.1"));
    }
}
