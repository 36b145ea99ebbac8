/** What the service workers keep. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { FAMILY, FIELD, partsOf } from "../files.mjs";

test("a worker's and a family's pages need their own parts and shared ones, never the office's", () => {
  const downloads = { family_1: ["chunk_2", "split_family"], field_1: ["chunk_1", "split_field_1"], office_1: ["chunk_1", "split_office_1"], phone_store: ["chunk_2", "split_phone"], paper_1: ["split_paper"] };
  assert.deepEqual(partsOf(downloads, FIELD.downloads), ["chunk_1", "chunk_2", "split_field_1", "split_phone"]);
  // The page that offers the forms to practise on comes with the blank sheets.
  assert.deepEqual(partsOf(downloads, FAMILY.downloads), ["chunk_2", "split_family", "split_paper", "split_phone"]);
});
