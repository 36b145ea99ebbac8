/**
 * Looks for words in a browser's profile as somebody would who copied it off a phone.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliDecompressSync, gunzipSync, inflateRawSync } from "node:zlib";
import { readable } from "./leveldb.js";

/** How a word may be written: text of a page, text in a database of Chromium, a number typed into JSON in base64. */
const WRITINGS = {
  "UTF-8": (word) => [Buffer.from(word, "utf8")],
  "UTF-16LE": (word) => [Buffer.from(word, "utf16le")],
  "UTF-16BE": (word) => [Buffer.from(word, "utf16le").swap16()],
  // The letters depend on what stands before the word: three cases, without the letters that share bits with others.
  base64: (word) => [0, 1, 2].map((before) => base64(word, before)),
  // Of Latin letters and digits it is what UTF-8 is.
  escaped: (word) => (/^[\x20-\x7e]*$/.test(word) ? [] : [Buffer.from(word.replace(/[^\x20-\x7e]/g, unicode))]),
};

function base64(word, before) {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(word, "utf8")]);
  const whole = bytes.toString("base64").replaceAll("=", "");
  return Buffer.from(whole.slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)));
}

function unicode(letter) {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const UNPACK = [gunzipSync, brotliDecompressSync, inflateRawSync];

/** Every file below a folder. What vanishes meanwhile, as files of a running browser do, is left out. */
function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (entry.isFile()) yield path;
  }
}

function bytesOf(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

/** A file that is compressed as a whole, such as a kept answer. */
function unpacked(bytes) {
  for (const unpack of UNPACK) {
    try {
      return [unpack(bytes)];
    } catch {
      continue;
    }
  }
  return [];
}

/**
 * Where the words stand in the files of a folder.
 * @param {string} folder
 * @param {string[]} words at least four bytes each, or chance finds them
 * @returns {{found: {file: string, word: string, writing: string}[], files: number, bytes: number}} and how much was read
 */
export function search(folder, words) {
  const short = words.find((word) => Buffer.byteLength(word) < 4);
  if (short !== undefined) throw new Error(`"${short}" is too short to look for`);
  const needles = words.flatMap((word) =>
    Object.entries(WRITINGS).flatMap(([writing, write]) => write(word).map((needle) => ({ word, writing, needle }))),
  );
  const result = { found: [], files: 0, bytes: 0 };
  for (const path of files(folder)) {
    const file = bytesOf(path);
    result.files += 1;
    result.bytes += file.length;
    const seen = new Set();
    for (const text of [...readable(path, file), ...unpacked(file)]) {
      for (const { word, writing, needle } of needles) {
        if (seen.has(`${writing} ${word}`) || !text.includes(needle)) continue;
        seen.add(`${writing} ${word}`);
        result.found.push({ file: relative(folder, path), word, writing });
      }
    }
  }
  return result;
}
