//! The names of commands, as the palette shows them and a file of keys uses them.

use crate::tui::action::Command;

/// Every command with its name.
pub(super) const NAMES: &[(Command, &str)] = &[
    (Command::Accept, "accept"),
    (Command::Back, "back"),
    (Command::Cancel, "cancel"),
    (Command::Conclude, "close-case"),
    (Command::Comma, "comma"),
    (Command::Copy, "copy"),
    (Command::Decided, "decided"),
    (Command::Delete, "delete"),
    (Command::Down, "down"),
    (Command::EraseAfter, "erase-after"),
    (Command::EraseBefore, "erase-before"),
    (Command::Erase, "erase-digit"),
    (Command::Evidence, "evidence"),
    (Command::Export, "export"),
    (Command::Final, "final-page"),
    (Command::Find, "find"),
    (Command::First, "first"),
    (Command::Help, "help"),
    (Command::Interrupt, "interrupt"),
    (Command::Last, "last"),
    (Command::CursorLeft, "left"),
    (Command::LineEnd, "line-end"),
    (Command::LineStart, "line-start"),
    (Command::Toggle, "mark"),
    (Command::NewCase, "new-case"),
    (Command::NextOutdated, "next-outdated"),
    (Command::NextPanel, "next-panel"),
    (Command::NextQuestion, "next-question"),
    (Command::NextSection, "next-section"),
    (Command::NextThatMatters, "next-that-matters"),
    (Command::No, "no"),
    (Command::NoneOfThese, "none-of-these"),
    (Command::Notes, "notes"),
    (Command::PageDown, "page-down"),
    (Command::PageUp, "page-up"),
    (Command::Pairs, "pairs"),
    (Command::Palette, "palette"),
    (Command::ShowPath, "path"),
    (Command::Point, "point"),
    (Command::PreviousPanel, "previous-panel"),
    (Command::PreviousQuestion, "previous-question"),
    (Command::PreviousSection, "previous-section"),
    (Command::Quit, "quit"),
    (Command::ShowAdvice, "recommendation"),
    (Command::Redo, "redo"),
    (Command::Redraw, "redraw"),
    (Command::CursorRight, "right"),
    (Command::StartPage, "start-page"),
    (Command::Suspend, "suspend"),
    (Command::TakeBack, "take-back"),
    (Command::Undo, "undo"),
    (Command::Unknown, "unknown"),
    (Command::Up, "up"),
    (Command::WhatIf, "what-if"),
    (Command::Reasons, "why-not"),
    (Command::Yes, "yes"),
];

impl Command {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        NAMES.iter().find(|(command, _)| *command == self).map_or("", |(_, name)| name)
    }

    /// The command of a name.
    pub(super) fn named(name: &str) -> Option<Command> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(command, _)| *command)
    }
}
