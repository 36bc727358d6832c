/** Which fields of each table refer to which other one, read off the table of fields; knows no record. */
import { SCHEMA } from "./schema.gen";
import { TABLE_NAMES, type TableName } from "./state";

export interface Reference {
  readonly field: string;
  readonly ref: TableName;
  /** A record cannot be without what the field names. */
  readonly required: boolean;
}

const REFERENCES = new Map<TableName, readonly Reference[]>(
  TABLE_NAMES.map((name) => [
    name,
    Object.entries(SCHEMA[name] ?? {}).flatMap(([field, { ref, required }]) =>
      ref ? [{ field, ref, required: required === true }] : [],
    ),
  ]),
);

export const references_of = (table: TableName): readonly Reference[] => REFERENCES.get(table) ?? [];
