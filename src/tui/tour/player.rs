//! Where the tour is, and the application that it plays in.

use std::sync::Arc;

use super::{TourSetup, caption, deeds, time_of};
use crate::engine::Engine;
use crate::guideline::{Answers, Case, QuestionId, Scene, Tour, TourStep};
use crate::session::clean_label;
use crate::tui::action::{Action, Command, Effect};
use crate::tui::caps::Caps;
use crate::tui::outside::Outside;
use crate::tui::run::carry_out;
use crate::tui::state::Model;
use crate::tui::update::update;

/// The application, and an outside that keeps nothing.
pub(super) struct Stage {
    pub(super) model: Model,
    pub(super) outside: Outside,
}

impl Stage {
    /// What a key would cause, with all that follows.
    pub(super) fn act(&mut self, action: Action) {
        let effects = update(&mut self.model, action);
        self.carry_out(effects);
    }

    pub(super) fn command(&mut self, command: Command) {
        self.act(Action::Command(command));
    }

    /// The question that has the focus.
    pub(super) fn focus(&self) -> Option<QuestionId> {
        self.model.work.as_ref().map(|work| work.focus)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        // What concerns the terminal has no meaning here, and none of it can fail.
        let _ = carry_out(&mut self.model, &mut self.outside, effects, &mut |_, _| Ok(vec![]));
    }
}

/// What the box below the application says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// The caption of the step.
    Caption,
    /// The keys.
    Keys,
    /// That there is no further step.
    End,
}

/// The tour being played.
pub(super) struct Player {
    pub(super) engine: Arc<Engine>,
    caps: Caps,
    demos: Vec<(String, Case)>,
    warnings: Vec<String>,
    tour: Tour,
    scene: usize,
    step: usize,
    /// Columns and rows of the terminal.
    size: (u16, u16),
    pub(super) stage: Stage,
    pub(super) says: Says,
    /// Whether the presenter has the keys of the application.
    pub(super) taken_over: bool,
    /// Why the present step could not be done.
    trouble: Option<String>,
}

impl Player {
    /// The tour at its first step.
    pub(super) fn new(setup: TourSetup, caps: &Caps, size: (u16, u16)) -> Player {
        let TourSetup { engine, tour, demos, warnings, .. } = setup;
        let stage = fresh(&engine, caps, &demos, &warnings);
        let mut player = Player {
            engine,
            caps: caps.clone(),
            demos,
            warnings,
            tour,
            scene: 0,
            step: 0,
            size,
            stage,
            says: Says::Caption,
            taken_over: false,
            trouble: None,
        };
        player.replay();
        player
    }

    pub(super) fn tour(&self) -> &Tour {
        &self.tour
    }

    pub(super) fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The scene, with its number from 1.
    pub(super) fn scene(&self) -> Option<(usize, &Scene)> {
        Some((self.scene + 1, self.tour.scenes.get(self.scene)?))
    }

    /// The step.
    pub(super) fn step(&self) -> Option<&TourStep> {
        self.tour.scenes.get(self.scene)?.steps.get(self.step)
    }

    /// The step's number from 1, and how many there are.
    pub(super) fn place(&self) -> (usize, usize) {
        let steps = |scenes: &[Scene]| scenes.iter().map(|scene| scene.steps.len()).sum::<usize>();
        let before = self.tour.scenes.get(..self.scene).map_or(0, steps);
        (before + self.step + 1, steps(&self.tour.scenes))
    }

    /// Whether the present step is the first of its scene.
    pub(super) fn begins_scene(&self) -> bool {
        self.step == 0
    }

    /// Why the present step could not be done.
    pub(super) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// To the next step; `false` where there is none.
    pub(super) fn forward(&mut self) -> bool {
        self.says = Says::Caption;
        let steps = self.tour.scenes.get(self.scene).map_or(0, |scene| scene.steps.len());
        if self.step + 1 < steps {
            self.step += 1;
            self.perform();
        } else if self.scene + 1 < self.tour.scenes.len() {
            self.jump(self.scene + 1);
        } else {
            self.says = Says::End;
            return false;
        }
        true
    }

    /// To the step before; stays where there is none.
    pub(super) fn back(&mut self) {
        // What stood instead of the caption is what goes first.
        if self.says != Says::Caption {
            self.says = Says::Caption;
            return;
        }
        if self.step > 0 {
            self.step -= 1;
        } else if let Some(scene) = self.scene.checked_sub(1) {
            self.scene = scene;
            self.step = self.tour.scenes.get(scene).map_or(0, |scene| scene.steps.len().saturating_sub(1));
        }
        self.replay();
    }

    /// To the beginning of a scene, if there is one of this number from 0.
    pub(super) fn jump(&mut self, scene: usize) {
        if scene < self.tour.scenes.len() {
            (self.scene, self.step) = (scene, 0);
            self.says = Says::Caption;
            self.replay();
        }
    }

    /// Gives the keys to the presenter.
    pub(super) fn hand_over(&mut self) {
        self.taken_over = true;
        self.says = Says::Caption;
        self.fit();
    }

    /// Takes them again; the step stands as it was.
    pub(super) fn take_back(&mut self) {
        self.taken_over = false;
        self.replay();
    }

    /// The terminal has so many columns and rows now.
    pub(super) fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
        self.fit();
    }

    /// Plays the scene up to the present step in a fresh application.
    fn replay(&mut self) {
        self.stage = fresh(&self.engine, &self.caps, &self.demos, &self.warnings);
        self.fit();
        let Some(scene) = self.tour.scenes.get(self.scene) else { return };
        let (label, answers): (String, Answers) = (clean_label(&scene.case), scene.answers.clone());
        self.stage.carry_out(vec![Effect::Create(label, answers)]);
        let wanted = self.step;
        for step in 0..=wanted {
            self.step = step;
            self.perform();
        }
    }

    fn perform(&mut self) {
        self.trouble = None;
        let deed = self.step().and_then(|step| step.deed.clone());
        if let Some(deed) = deed {
            self.trouble = deeds::perform(&mut self.stage, &deed).err();
        }
    }

    /// Tells the application how much of the terminal it has.
    fn fit(&mut self) {
        let (columns, rows) = self.size;
        let lent = caption::rows(self);
        self.stage.model.lent = lent;
        self.stage.act(Action::Resize(columns, rows.saturating_sub(lent)));
    }
}

fn fresh(engine: &Arc<Engine>, caps: &Caps, demos: &[(String, Case)], warnings: &[String]) -> Stage {
    let now = time_of(&engine.guideline().date);
    let mut model = Model::new(Arc::clone(engine), caps, (80, 24), now, demos.to_vec(), warnings.to_vec());
    model.keeps_nothing = true;
    Stage { model, outside: Outside::nowhere() }
}
