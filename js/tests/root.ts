/** Where the repository is, for tests that read what both languages share. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));

/** The path of a file of the repository. */
export const path_of = (name: string): string => join(HERE, "../..", name);
