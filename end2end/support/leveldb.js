/**
 * Makes the files of a LevelDB readable for a search: Chromium keeps IndexedDB in them, in pieces and compressed with
 * Snappy, so that a name would not be found in the bytes as they lie there.
 */

/** Ends every table file. */
const MAGIC = Buffer.from("57fb808b247547db", "hex");
const FOOTER = 48;
/** A log is written in blocks, each record in them behind a header. */
const BLOCK = 32_768;
const HEADER = 7;
/** Chromium's mark before a value that it compressed by itself. */
const COMPRESSED_VALUE = Buffer.from([0xff, 0x11, 0x02]);
/** Nothing in a browser's profile unpacks to more. */
const LARGEST = 256 * 1024 * 1024;

/** A LEB128 number and the place after it. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; shift < 64; shift += 7) {
    const byte = bytes[at];
    if (byte === undefined) throw new RangeError("cut off");
    at += 1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
  throw new RangeError("not a number");
}

/**
 * Unpacks Snappy's block format (github.com/google/snappy, format_description.txt). Bytes behind the end are ignored.
 * @param {Buffer} packed
 * @returns {Buffer}
 */
export function unsnap(packed) {
  const [length, begin] = number(packed, 0);
  if (length > LARGEST) throw new RangeError("not Snappy");
  const whole = Buffer.allocUnsafe(length);
  let [at, to] = [begin, 0];
  while (to < length) {
    const tag = packed[at];
    if (tag === undefined) throw new RangeError("cut off");
    at += 1;
    if ((tag & 3) === 0) {
      let size = tag >> 2;
      if (size >= 60) {
        const bytes = size - 59;
        size = packed.readUIntLE(at, bytes);
        at += bytes;
      }
      size += 1;
      if (at + size > packed.length || to + size > length) throw new RangeError("not Snappy");
      packed.copy(whole, to, at, at + size);
      [at, to] = [at + size, to + size];
      continue;
    }
    const bytes = [0, 1, 2, 4][tag & 3];
    const low = packed.readUIntLE(at, bytes);
    at += bytes;
    const size = bytes === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = bytes === 1 ? ((tag >> 5) << 8) | low : low;
    if (back === 0 || back > to || to + size > length) throw new RangeError("not Snappy");
    for (let done = 0; done < size; done += 1, to += 1) whole[to] = whole[to - back];
  }
  return whole;
}

/** The blocks of a table file, unpacked; the first are data. */
function* blocks(file) {
  const footer = file.subarray(file.length - FOOTER);
  const block = (offset, size) => {
    const raw = file.subarray(offset, offset + size);
    return file[offset + size] === 1 ? unsnap(raw) : raw;
  };
  let at = 0;
  const handle = (bytes, place) => {
    const [offset, next] = number(bytes, place);
    const [size, end] = number(bytes, next);
    return [offset, size, end];
  };
  [, , at] = handle(footer, at);
  const [offset, size] = handle(footer, at);
  const index = block(offset, size);
  const end = index.length - 4 - 4 * index.readUInt32LE(index.length - 4);
  for (let place = 0; place < end; ) {
    const [, afterShared] = number(index, place);
    const [own, afterOwn] = number(index, afterShared);
    const [valued, key] = number(index, afterOwn);
    const [dataAt, dataSize] = handle(index, key + own);
    yield block(dataAt, dataSize);
    place = key + own + valued;
  }
}

/** The records of a log file, put together. */
function* records(file) {
  let parts = [];
  for (let from = 0; from < file.length; from += BLOCK) {
    const block = file.subarray(from, from + BLOCK);
    for (let at = 0; at + HEADER <= block.length; ) {
      const [size, type] = [block.readUInt16LE(at + 4), block[at + 6]];
      if (type < 1 || type > 4) break;
      if (type < 3) parts = [];
      parts.push(block.subarray(at + HEADER, at + HEADER + size));
      if (type === 1 || type === 4) yield Buffer.concat(parts);
      at += HEADER + size;
    }
  }
}

/** Values in it that Chromium compressed by themselves. */
function* values(bytes) {
  for (let at = bytes.indexOf(COMPRESSED_VALUE); at >= 0; at = bytes.indexOf(COMPRESSED_VALUE, at + 1)) {
    try {
      yield unsnap(bytes.subarray(at + COMPRESSED_VALUE.length));
    } catch (error) {
      // Three bytes that look like the mark.
      if (!(error instanceof RangeError)) throw error;
    }
  }
}

/**
 * Everything in which a search makes sense: the file itself, and what is packed in it.
 * @param {string} name of the file
 * @param {Buffer} file
 * @returns {Generator<Buffer>}
 */
export function* readable(name, file) {
  yield file;
  const parts = [];
  if (file.length >= FOOTER && file.subarray(-MAGIC.length).equals(MAGIC)) parts.push(...blocks(file));
  else if (/\.log$|(^|\/)MANIFEST-/.test(name)) parts.push(...records(file));
  yield* parts;
  for (const part of [file, ...parts]) yield* values(part);
}
