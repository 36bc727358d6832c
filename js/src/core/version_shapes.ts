/** Tells the messages about versions from what is none; acts on nothing. */
import { each, learn, list_of, text, text_or_null, texts, with_texts } from "./messages";
import { is_fields } from "./validate";

const lines = list_of(
  (value) => with_texts("id", "kind", "text")(value) && is_fields(value) && texts(value.fields),
);

/** To be called by what hears them: other boards need not know them. */
export const learn_versions = (): void =>
  learn({
    versions: {
      to: text_or_null,
      id: text,
      versions: list_of(with_texts("id", "label", "kind", "at")),
      read_only: text_or_null,
    },
    version: {
      to: text_or_null,
      id: text,
      version: text,
      alt: text,
      svg: text_or_null,
      lines,
    },
    marks: {
      to: text_or_null,
      id: text,
      version: text,
      title: text,
      sum: text,
      marks: each(text),
      lines,
    },
    versions_changed: {},
  });
