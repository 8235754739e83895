use proptest::prelude::*;

use super::*;

fn task() -> impl Strategy<Value = Task> {
    let size = || (30.0..220.0, 20.0..80.0);
    prop::collection::vec(size(), 1..14).prop_flat_map(move |boxes| {
        let count = boxes.len();
        let line = (any::<usize>(), any::<usize>(), (4.0..130.0, 0.0..40.0));
        // Every box but the first hangs on an earlier one, and some on more.
        let lines = prop::collection::vec(line, count - 1..2 * count);
        lines.prop_map(move |lines| {
            let lines = lines.into_iter().enumerate().filter(|_| count > 1).map(|(at, (from, to, size))| {
                let to = if at + 1 < count { at + 1 } else { 1 + to % (count - 1) };
                (from % to, to, size)
            });
            Task { boxes: boxes.clone(), lines: lines.collect() }
        })
    })
}

proptest! {
    #[test]
    fn nothing_overlaps_and_nothing_lies_outside(task in task()) {
        let placed = layout(&task);
        let boxes = placed.boxes.iter().zip(&task.boxes).map(|(&middle, &size)| (middle, size));
        let labels = placed.labels.iter().zip(&task.lines).map(|(&middle, line)| (middle, line.2));
        let all: Vec<((f64, f64), Size)> = boxes.chain(labels).collect();
        for (at, ((x, y), (width, height))) in all.iter().enumerate() {
            prop_assert!(x - width / 2.0 > -0.01 && x + width / 2.0 < placed.size.0 + 0.01);
            prop_assert!(y - height / 2.0 > -0.01 && y + height / 2.0 < placed.size.1 + 0.01);
            for ((other_x, other_y), (other_width, other_height)) in &all[..at] {
                let beside = (x - other_x).abs() >= (width + other_width) / 2.0 - 0.01;
                let above = (y - other_y).abs() >= (height + other_height) / 2.0 - 0.01;
                prop_assert!(beside || above, "{placed:?}");
            }
        }
        for (line, &(from, to, _)) in placed.lines.iter().zip(&task.lines) {
            let (first, last) = (line[0], line[line.len() - 1]);
            prop_assert_eq!(first.0, placed.boxes[from].0);
            prop_assert_eq!(last, (placed.boxes[to].0, placed.boxes[to].1 - task.boxes[to].1 / 2.0));
            // At right angles all the way, and never back up.
            for pair in line.windows(2) {
                let ((x, y), (next_x, next_y)) = (pair[0], pair[1]);
                prop_assert!((x - next_x).abs() < 0.51 || (y - next_y).abs() < 0.01, "{line:?}");
                prop_assert!(next_y >= y - 0.01, "{line:?}");
            }
        }
    }
}
