// which known message a text or an error is

import { chainsIn, depthAt, firstFrom, reachAt } from "./_causes.ts";
import { codesIn } from "./_codes.ts";
import type { Phrases, Symptom } from "./_define.ts";
import { type Pattern, patternOf, wordsIn } from "./_phrase.ts";
import { clean, plainOf } from "./_plain.ts";
import TRANSLATIONS from "./_translations.json" with { type: "json" };
import { symptoms } from "./registry.gen.ts";

/** A symptom as it was recognized in a text. */
export interface Recognised {
  readonly symptom: Symptom;
  /** Whose words they are; undefined if only a code was found. */
  readonly library: string | undefined;
}

/** A place of the text that one symptom is recognized by. */
interface Hit extends Recognised {
  readonly at: number;
  readonly length: number;
  readonly rank: Rank;
}

/** In the order of the answers: says why, says that something failed, an attempt that was followed up, says nothing beside others. */
type Rank = 0 | 1 | 2 | 3;

/** Longest text that is searched once more for lines that were broken within words, in characters. */
const NARROW = 20_000;

/** Most places that one phrase is looked at, from the end. */
const PLACES = 200;

/**
 * Every symptom in a text, the cause first: a message that says why comes before one that only says that something
 * failed, a later event of a log before an earlier one, the innermost cause before what wraps it, the attempt to connect
 * that got the furthest before the others.
 */
export function recognise(pasted: string): Recognised[] {
  const { text, events } = plainOf(pasted);
  const found = foundIn(text);
  // a terminal that is narrow breaks lines within words
  if (found.length === 0 && text.length <= NARROW) return ordered(foundIn(text.replaceAll("\n", "")), text, [0]);
  return ordered(found, text, events);
}

/** What is known by its words or its code. */
function foundIn(text: string): Hit[] {
  const hits = outermost(hitsIn(text));
  const words = hits.filter(({ rank }) => rank < 3);
  const said = new Set(words.flatMap(({ symptom: { codes = [], sharedCodes = [] } }) => [...codes, ...sharedCodes]));
  const coded = codesIn(text).flatMap(({ code, at, length }): Hit[] => {
    const symptom = byCode().get(code);
    // words say more than their code, and a code within words is part of them
    const isSaid = said.has(code) || words.some((hit) => hit.at <= at && at < hit.at + hit.length);
    if (!symptom || isSaid || (symptom.generic && words.length > 0)) return [];
    return [{ symptom, library: undefined, at, length, rank: symptom.generic ? 1 : 0 }];
  });
  return words.length + coded.length > 0 ? [...words, ...coded] : hits;
}

function ordered(found: readonly Hit[], text: string, events: readonly number[]): Recognised[] {
  const chains = chainsIn(text);
  const placed = found.map((hit) => {
    const event = firstFrom(events, hit.at + 1) - 1;
    const depth = depthAt(chains, hit.at, events[event]!, events[event + 1] ?? text.length);
    const reach = reachAt(chains, hit.symptom.reason, hit.at, events[event]!);
    return { ...hit, event, depth, reach };
  });
  // an attempt that was followed up says nothing beside what came of the next one
  const answered = new Set(placed.filter(({ rank }) => rank < 2).map(({ event }) => event));
  const telling = placed.filter(({ rank, event }) => rank !== 2 || !answered.has(event));
  telling.sort(
    (a, b) =>
      a.rank - b.rank ||
      b.event - a.event ||
      b.depth - a.depth ||
      b.reach - a.reach ||
      a.at - b.at ||
      b.length - a.length,
  );
  const libraries = new Map<Symptom, string | undefined>();
  for (const { symptom, library } of telling) if (!libraries.has(symptom)) libraries.set(symptom, library);
  return [...libraries].map(([symptom, library]) => ({ symptom, library }));
}

/** Every symptom in a text, the cause first. */
export function symptomsIn(text: string): Symptom[] {
  return recognise(text).map(({ symptom }) => symptom);
}

/** The symptom of an error: by its words and its code. */
export function symptomOf(error: unknown): Symptom | undefined {
  const { code, message = "" } = (error ?? {}) as { code?: unknown; message?: string };
  const coded = typeof code === "string" ? byCode().get(code) : undefined;
  // words say more than a code, but not against it
  const fits = ({ codes = [], sharedCodes = [] }: Symptom) =>
    !coded || codes.length + sharedCodes.length === 0 || [...codes, ...sharedCodes].includes(code as string);
  return symptomsIn(message).find(fits) ?? coded;
}

function hitsIn(text: string, all = known()): Hit[] {
  const flat = text.replaceAll("\n", " ");
  const words = wordsIn(flat);
  return all.flatMap(({ symptom, library, pattern, rank }) => {
    if (!pattern.words.every((word) => words.has(word))) return [];
    const places = [...(pattern.byLine ? text : flat).matchAll(pattern.regexp)].slice(-PLACES);
    return places.map(({ index, 0: { length } }) => ({ symptom, library, rank, at: index, length }));
  });
}

// without those that are a part of another one's words: a phrase that names another message explains it, too
function outermost(hits: readonly Hit[]): Hit[] {
  const sorted = [...hits].sort((a, b) => a.at - b.at || b.length - a.length || a.rank - b.rank);
  let end = -1;
  return sorted.filter(({ at, length }) => {
    const isPart = at + length <= end;
    end = Math.max(end, at + length);
    return !isPart;
  });
}

interface Known {
  readonly symptom: Symptom;
  readonly library: string;
  readonly pattern: Pattern;
  readonly rank: Rank;
}

let everyKnown: readonly Known[] | undefined;

function known(): readonly Known[] {
  if (!everyKnown) {
    const english = symptoms.flatMap(patternsOf);
    everyKnown = [...english, ...translatedOf(english)];
  }
  return everyKnown;
}

/** What the server and libpq say in other languages, as what their English words mean. */
function translatedOf(english: readonly Known[]): Known[] {
  return Object.entries(TRANSLATIONS).flatMap(([message, translated]) => {
    const said = message.replaceAll("%m", "Success").replace(/%\w/g, "x");
    const [of] = outermost(hitsIn(said, english));
    if (!of) return [];
    return translated.map((text) => {
      const { symptom, library, rank } = of;
      return { symptom, library: library!, rank, pattern: patternOf(phraseOf(text)) };
    });
  });
}

// a placeholder of a translation stands for anything
function phraseOf(translated: string): string {
  const phrase = clean(translated)
    .replace(/%(?:\d\$)?\w/g, "...")
    .replace(/\s+/g, " ");
  return phrase.trim().replace(/[.。]$/, (end) => (phrase.endsWith("...") ? end : ""));
}

function patternsOf(symptom: Symptom): Known[] {
  const of = (phrases: Phrases, rank: Rank) =>
    Object.entries(phrases).flatMap(([library, list]) =>
      list.map((phrase) => ({ symptom, library, rank, pattern: patternOf(phrase) })),
    );
  return [
    ...of(symptom.phrases, symptom.generic ? 1 : 0),
    ...of(symptom.lesser ?? {}, symptom.generic ? 3 : 2),
    ...of(symptom.names ?? {}, 3),
  ];
}

let codes: ReadonlyMap<string, Symptom> | undefined;

function byCode(): ReadonlyMap<string, Symptom> {
  codes ??= new Map(symptoms.flatMap((symptom) => (symptom.codes ?? []).map((code) => [code, symptom] as const)));
  return codes;
}
