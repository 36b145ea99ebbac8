import usual from "../playwright.config";

/** The long versions of the proofs of field work: hours, so nothing else runs beside them. */
export default { ...usual, testDir: ".", outputDir: "../test-results", globalSetup: "../support/setup.js", workers: 1, retries: 0 };
