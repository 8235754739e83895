//! The heights at which lines turn between two ranks, so that no two of them run over each other.

/// Lines that run together: where they come from above, and where they go below.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Net {
    /// From the left.
    pub(super) above: Vec<f64>,
    /// From the left.
    pub(super) below: Vec<f64>,
}

/// Nearer than this, two lines look like one.
const NEAR: f64 = 8.0;

impl Net {
    fn span(&self) -> (f64, f64) {
        let all = || self.above.iter().chain(&self.below).copied();
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max))
    }

    fn meets(&self, other: &Net) -> bool {
        let ((left, right), (from, to)) = (self.span(), other.span());
        left < to + NEAR && from < right + NEAR
    }

    /// How bad it is if this net turns above the other: lines that cross, and far worse, lines that run together.
    fn above(&self, other: &Net) -> usize {
        let (left, right) = self.span();
        let (from, to) = other.span();
        let inside = |x: &&f64, (left, right): (f64, f64)| left < **x && **x < right;
        let crossed = self.below.iter().filter(|x| inside(x, (from, to))).count()
            + other.above.iter().filter(|x| inside(x, (left, right))).count();
        let near = |x: &&f64| other.above.iter().any(|y| (**x - y).abs() < NEAR);
        crossed + 100 * self.below.iter().filter(near).count()
    }
}

/// The track of each net, from the top; nets that do not meet may share one.
pub(super) fn tracks(nets: &[Net]) -> Vec<usize> {
    // A net that runs straight down needs no track.
    let turns = |net: &usize| nets[*net].span().1 - nets[*net].span().0 > 0.5;
    let mut order: Vec<usize> = (0..nets.len()).filter(turns).collect();
    // Few nets meet in one gap: exchanging neighbours as long as it helps is enough.
    for _ in 0..order.len() {
        let mut changed = false;
        for at in 1..order.len() {
            let (one, other) = (&nets[order[at - 1]], &nets[order[at]]);
            if one.meets(other) && other.above(one) < one.above(other) {
                order.swap(at - 1, at);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let mut tracks = vec![0; nets.len()];
    for (at, &net) in order.iter().enumerate() {
        let before = order[..at].iter().filter(|&&other| nets[other].meets(&nets[net]));
        tracks[net] = before.map(|&other| tracks[other] + 1).max().unwrap_or(0);
    }
    tracks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nets_that_meet_turn_at_different_heights_and_others_share_one() {
        let net = |above: f64, below: f64| Net { above: vec![above], below: vec![below] };
        assert_eq!(tracks(&[net(0.0, 50.0), net(100.0, 150.0)]), [0, 0]);
        let crossing = tracks(&[net(0.0, 100.0), net(50.0, 150.0)]);
        assert_ne!(crossing[0], crossing[1]);
        // What goes down where another comes from turns below it, or both would run in one line.
        assert_eq!(tracks(&[net(0.0, 100.0), net(100.0, 200.0)]), [1, 0]);
    }
}
