// blanks secrets in text that is shown: values of keys that name one, and passwords in connection strings
import { maskDsn, maskLogins } from "../../dsn/mask.ts";
import { MASK } from "../../secret.ts";

// every repetition is bounded, so that a long line costs no more than its length
const KEY =
  /(?:pass(?:word|wd|phrase)?|pasw|pwd|secret|token|credential)\w{0,30}["'`]?[ \t]{0,40}[:=][ \t]{0,40}(?:\r?\n[ \t]{1,40})?/gi;
const DELIMITER = /[\s,;}\])&#]/;

/** One line with its secrets as `***`. */
export function maskLine(line: string): string {
  return maskLogins(maskDsn(maskText(line)));
}

/** The text with the values of secret keys as `***`; it keeps its line breaks. Connection strings are left to `maskLine`. */
export function maskText(text: string): string {
  let out = "";
  let done = 0;
  KEY.lastIndex = 0;
  for (let match = KEY.exec(text); match; match = KEY.exec(text)) {
    const start = match.index + match[0].length;
    const end = endOfValue(text, match.index, start);
    if (end > start) {
      out += text.slice(done, start) + blank(text.slice(start, end));
      done = end;
    }
    KEY.lastIndex = Math.max(end, start);
  }
  return out + text.slice(done);
}

function endOfValue(text: string, key: number, start: number): number {
  const quote = text[start];
  const before = text[key - 1];
  if (before === "?" || before === "&") return until(text, start, /[&\s"'`#]/g);
  if (quote === '"' || quote === "'" || quote === "`") {
    const end = text.startsWith(quote.repeat(3), start) ? closing3(text, start, quote) : closing(text, start, quote);
    return end >= text.length || DELIMITER.test(text[end]!) ? end : endOfLine(text, end);
  }
  // a bare value takes the line, and in YAML the deeper lines after it
  const begin = text.lastIndexOf("\n", key) + 1;
  const depth = indent(text, begin);
  let end = endOfLine(text, start);
  while (end < text.length) {
    const next = end + 1;
    const stop = endOfLine(text, next);
    if (next >= stop || indent(text, next) <= depth) break;
    end = stop;
  }
  return end;
}

function closing(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\" && quote !== "'") at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === quote) at++;
      else return at + 1;
    }
  }
  return text.length;
}

function closing3(text: string, start: number, quote: string): number {
  const end = text.indexOf(quote.repeat(3), start + 3);
  return end < 0 ? text.length : end + 3;
}

function until(text: string, start: number, stop: RegExp): number {
  stop.lastIndex = start;
  return stop.exec(text)?.index ?? text.length;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

function indent(text: string, start: number): number {
  let at = start;
  while (text[at] === " " || text[at] === "\t") at++;
  return at - start;
}

function blank(value: string): string {
  return value.replace(/[^\r\n]+/g, MASK);
}
