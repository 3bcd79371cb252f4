import type { ComponentType } from "preact";

export const DEVICES = ["keyboard", "touch", "gamepad"] as const;

/** What a player plays with. */
export type Device = (typeof DEVICES)[number];

/** A game's help: what to do, in pictures with a few words, for the hands at play. */
export type HelpPictures = ComponentType<{ readonly device: Device }>;
