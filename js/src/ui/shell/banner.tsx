/** What the person must know about the link to the kernel and about edits that failed; knows no records. */
import { useState } from "preact/hooks";
import { type BoardNotice, useBoard } from "./context";
import { first_words } from "./words";

/** The bar over a board whose kernel is gone, with the way to take the work out. */
export function LinkBanner() {
  const { snap, store, t, copy } = useBoard();
  if (snap.link !== "gone") return snap.save.state === "failed" ? <UnsavedBanner /> : null;
  const words = snap.ready ? null : first_words();
  return (
    <div class="cjm-banner cjm-banner--error" role="alert">
      <span class="cjm-banner__text">
        <strong>{words?.gone_title ?? t("common.gone_title")}</strong>{" "}
        {words?.gone_help ?? t("common.gone_help")}
      </span>
      {snap.ready && (
        <button
          type="button"
          class="cjm-button cjm-button--strong"
          onClick={() => copy(store.copy_of_work())}
        >
          {t("common.copy_work")}
        </button>
      )}
    </div>
  );
}

/** The bar over a board whose file cannot be written, for as long as it cannot; a notice has told of it aloud. */
function UnsavedBanner() {
  const { snap, store, t, copy } = useBoard();
  return (
    <div class="cjm-banner cjm-banner--warning">
      <span class="cjm-banner__text">{t("common.failed_title", { reason: snap.save.message ?? "" })}</span>
      <button type="button" class="cjm-button" onClick={() => copy(store.copy_of_work())}>
        {t("common.copy_work")}
      </button>
    </div>
  );
}

/** Refusals, errors of callbacks, conflicts: each can be opened, copied and dismissed. */
export function Notices() {
  const { snap } = useBoard();
  if (snap.notices.length === 0) return null;
  return (
    <div class="cjm-notices">
      {snap.notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeLine({ notice }: { notice: BoardNotice }) {
  const { store, t, copy } = useBoard();
  const [open, set_open] = useState(false);
  const work = notice.work ?? null;
  return (
    <div
      class={`cjm-banner cjm-banner--${notice.level}`}
      role={notice.level === "error" ? "alert" : "status"}
    >
      <span class="cjm-banner__text">
        {work && <strong>{t("common.refused")} </strong>}
        {notice.message}
        {notice.hint && <span class="cjm-banner__hint"> {notice.hint}</span>}
      </span>
      {notice.detail && (
        <button type="button" class="cjm-button" aria-expanded={open} onClick={() => set_open(!open)}>
          {t(open ? "common.hide_details" : "common.details")}
        </button>
      )}
      {work && (
        <button type="button" class="cjm-button" onClick={() => copy(work)}>
          {t("common.copy_refused")}
        </button>
      )}
      <button
        type="button"
        class="cjm-button cjm-button--icon"
        aria-label={t("common.dismiss")}
        title={t("common.dismiss")}
        onClick={() => store.dismiss(notice.id)}
      >
        ✕
      </button>
      {open && (
        <pre class="cjm-details" tabIndex={0}>
          {notice.detail}
        </pre>
      )}
    </div>
  );
}

/** Text to be copied by hand where the clipboard is out of reach, or text that would otherwise be lost. */
export function TextBox({ title, text, onClose }: { title: string; text: string; onClose: () => void }) {
  const { t } = useBoard();
  return (
    <div class="cjm-banner cjm-banner--info" role="group" aria-label={title}>
      <span class="cjm-banner__text">{title}</span>
      <button type="button" class="cjm-button" onClick={onClose}>
        {t("common.close")}
      </button>
      <textarea
        class="cjm-textbox"
        readOnly
        rows={6}
        aria-label={title}
        value={text}
        ref={(area) => area?.select()}
        onFocus={(event) => event.currentTarget.select()}
      />
    </div>
  );
}
