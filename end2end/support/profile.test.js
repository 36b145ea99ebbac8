import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { unsnap } from "./leveldb.js";
import { search } from "./profile.js";

const folder = mkdtempSync(join(tmpdir(), "tongce-profile-"));
after(() => rmSync(folder, { recursive: true }));
const NAME = "欧阳小明";

function placed(file, bytes) {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), bytes);
  const { found } = search(folder, [NAME, "12010420150230001X"]);
  rmSync(join(folder, file));
  return found;
}

test("a name is found however it is written", () => {
  const noise = Buffer.from("前言，一二三");
  const utf16 = Buffer.from(NAME, "utf16le");
  for (const [writing, bytes] of [
    ["UTF-8", Buffer.concat([noise, Buffer.from(NAME)])],
    ["UTF-16LE", Buffer.concat([noise, Buffer.from([0]), utf16])],
    ["UTF-16BE", Buffer.from(utf16).swap16()],
    ["base64", Buffer.from(Buffer.from(`{"child_name":"${NAME}"}`).toString("base64"))],
    ["base64", Buffer.from(Buffer.from(`{"child_name":" ${NAME}"}`).toString("base64"))],
    ["base64", Buffer.from(Buffer.from(`{"child_name":"  ${NAME}"}`).toString("base64"))],
    ["escaped", Buffer.from('{"child_name":"\\u6b27\\u9633\\u5c0f\\u660e"}')],
    ["UTF-8", gzipSync(Buffer.from(NAME))],
  ]) {
    assert.deepEqual(placed("Default/deep/file", bytes), [{ file: "Default/deep/file", word: NAME, writing }]);
  }
});

test("a number is found in a log that is cut into blocks", () => {
  const [begin, end] = [Buffer.from("1201042015"), Buffer.from("0230001X")];
  const record = (type, bytes) => {
    const header = Buffer.alloc(7);
    header.writeUInt16LE(bytes.length, 4);
    header[6] = type;
    return Buffer.concat([header, bytes]);
  };
  const first = record(2, Buffer.concat([Buffer.alloc(32_768 - 7 - begin.length, "x"), begin]));
  const found = placed("leveldb/000003.log", Buffer.concat([first, record(4, end)]));
  assert.deepEqual(found.map((one) => one.word), ["12010420150230001X"]);
});

test("Snappy is unpacked, and a value that Chromium packed is looked through", () => {
  // "abcd" as it is, then six bytes from four back: abcdabcdab.
  assert.equal(unsnap(Buffer.from([10, 3 << 2, 97, 98, 99, 100, (2 << 2) | 1, 4])).toString(), "abcdabcdab");
  assert.throws(() => unsnap(Buffer.from([10, (2 << 2) | 1, 4])), RangeError);
  // 1201042015 0230001X with a copy in its middle: in no stretch of the bytes does the number stand whole.
  const packed = Buffer.concat([
    Buffer.from([18, 4 << 2]), Buffer.from("12010"), // 12010
    Buffer.from([12 << 2]), Buffer.from("420150230001X"),
  ]);
  const value = Buffer.concat([Buffer.from([1, 2, 0xff, 0x11, 0x02]), packed]);
  assert.deepEqual(placed("IndexedDB/blob", value).map((one) => one.word), ["12010420150230001X"]);
});

test("where nothing is, nothing is found, and what was read is counted", () => {
  writeFileSync(join(folder, "noise"), Buffer.alloc(100_000, 0xff));
  const { found, files, bytes } = search(folder, [NAME]);
  assert.deepEqual({ found, files, bytes }, { found: [], files: 1, bytes: 100_000 });
  assert.throws(() => search(folder, ["王"]), /too short/);
});
