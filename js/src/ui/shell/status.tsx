/** The one line that says where the work is: saved, on its way, only in memory, locked; knows no records. */
import type { TextKey } from "../../core/i18n";
import { covers } from "../../core/news";
import type { StoreSnapshot } from "../../core/store";
import { useBoard } from "./context";

interface Shown {
  tone: "good" | "busy" | "warn" | "bad" | "quiet";
  key: TextKey;
  title: TextKey | null;
}

/** What to say, most urgent first. */
export function status_of(snap: StoreSnapshot): Shown {
  if (snap.link === "gone") return { tone: "bad", key: "common.gone", title: "common.gone_help" };
  if (!snap.ready) return { tone: "busy", key: "common.connecting", title: null };
  if (snap.waiting > 0 && snap.link === "waiting") {
    return { tone: "busy", key: "common.waiting", title: "common.waiting_title" };
  }
  if (snap.read_only) return { tone: "quiet", key: "common.read_only", title: "common.read_only_title" };
  switch (snap.save.state === "saved" && !covers(snap) ? "saving" : snap.save.state) {
    case "saved":
      return { tone: "good", key: "common.saved", title: "common.saved_title" };
    case "memory":
      return { tone: "warn", key: "common.memory", title: "common.memory_title" };
    case "failed":
      return { tone: "bad", key: "common.failed", title: "common.failed_title" };
    case "conflict":
      return { tone: "bad", key: "common.conflict", title: "common.conflict_title" };
    case "read_only":
      return { tone: "quiet", key: "common.read_only", title: "common.read_only_title" };
    default:
      return { tone: "busy", key: "common.saving", title: null };
  }
}

/** The status line: a dot and a word, the reason in the title. */
export function Status() {
  const { snap, t } = useBoard();
  const shown = status_of(snap);
  const { path, message } = snap.save;
  const saving = shown.tone === "good" && snap.waiting > 0;
  const values = { count: snap.waiting, path: path ?? "", reason: message ?? "" };
  const reason =
    !saving && message && (shown.tone === "bad" || shown.tone === "quiet") && snap.link !== "gone";
  // What is said of a file that is saved (another kernel has it open too) has its place in the title.
  const more = shown.tone === "good" ? message : null;
  const title = [shown.title && t(shown.title, values), more].filter(Boolean).join(". ");
  return (
    <span
      class="cjm-status"
      role="status"
      data-tone={saving ? "busy" : shown.tone}
      data-waiting={snap.waiting || undefined}
      title={title || undefined}
    >
      <span class="cjm-status__dot" aria-hidden="true" />
      {t(saving ? "common.saving" : shown.key, values)}
      {reason && <span class="cjm-status__reason"> – {message}</span>}
    </span>
  );
}
