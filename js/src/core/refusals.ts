/** What a person is told of a refused edit, refused here or by the kernel; tells nobody itself. */
import type { TextKey, Values } from "./i18n";
import type { Refused } from "./ops";
import type { Notice, RefusalMessage } from "./protocol";

type Said = Omit<Notice, "id">;

/** It was refused before it was sent. */
export function notice_here(
  error: Refused,
  t: (key: TextKey, values?: Values) => string,
  work: string,
): Said {
  return {
    level: "error",
    message: t(error.message_key as TextKey, error.values),
    code: error.code,
    where: [error.table, error.id, error.field].filter(Boolean).join(" · "),
    work,
  };
}

/** The kernel refused it; its own sentence stands where the catalogue has none for the code. */
export function notice_there(refusal: RefusalMessage, t: (key: TextKey) => string, work: string): Said {
  const { code, where, hint, message: detail } = refusal;
  const key = `errors.${code}` as TextKey;
  const text = t(key);
  if (text !== key) return { level: "error", message: text, detail, code, where, hint, work };
  const level = code === "overtaken" ? "warning" : "error";
  return { level, message: detail, code, where, hint, work };
}
