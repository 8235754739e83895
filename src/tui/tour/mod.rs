//! The guided tour: scenes from cases, played step by step in the application itself.
//!
//! Every step is done by the actions that a clinician's keys would cause, fed to `update`; path, plan and reasons are
//! the engine's, and the screen is the application's. Only the captions below it come from the tour. Nothing reaches
//! the disk: the outside that is asked to save keeps nothing. Going back replays the scene.

mod caption;
mod deeds;
mod lines;
mod player;
mod show;
#[cfg(test)]
mod tests;
mod words;

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use super::Error;
use super::caps::{Caps, Env};
use super::terminal;
use crate::engine::Engine;
use crate::guideline::{Case, Tour};
use crate::session::Moment;
use crate::session::surroundings::now;
use player::Player;

/// What the tour works with.
#[derive(Debug)]
pub struct TourSetup {
    /// The guideline, compiled.
    pub engine: Arc<Engine>,
    /// What is played.
    pub tour: Tour,
    /// Demonstration cases by name, for whoever takes over.
    pub demos: Vec<(String, Case)>,
    /// As text instead of on a screen.
    pub plain: bool,
    /// How long a step stands, where it plays by itself.
    pub pace: Option<Duration>,
    /// Whether it ends after its last step, where it plays by itself.
    pub once: bool,
    /// What is wrong with the guideline; shown permanently.
    pub warnings: Vec<String>,
}

/// Plays the tour on the terminal, or writes it as text where there is none; returns the exit code.
///
/// # Errors
/// The terminal cannot be used. It is as it was before.
pub fn run_tour(setup: TourSetup) -> Result<u8, Error> {
    let caps = Caps::from_env(&Env::of_process());
    let (plain, pace, once) = (setup.plain || caps.plain, setup.pace, setup.once);
    let size = terminal::size();
    let mut player = Player::new(setup, &caps, if plain { lines::SIZE } else { size });
    if plain {
        return match io::stdout().write_all(lines::of(&mut player).as_bytes()) {
            // Whoever read this has gone.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error(error.to_string())),
            _ => Ok(0),
        };
    }
    show::on_screen(&mut player, &caps, pace, once)
        .map_err(|error| Error(format!("the terminal cannot be used: {error}")))
}

/// The time in the tour: the day of the guideline, so that it looks the same whenever it is played.
fn time_of(date: &str) -> Moment {
    format!("{date}T09:00:00+00:00").parse().unwrap_or_else(|_| now())
}
