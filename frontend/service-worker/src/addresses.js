/** Pages that stand for all others of their kind, without anybody's data: one for each size of text (适老). */

const SIZES = ["normal", "large"];

export const FIELD_FRAMES = SIZES.map((size) => `/field?text=${size}`);
export const FAMILY_FRAMES = SIZES.map((size) => `/declare?frame&text=${size}`);
