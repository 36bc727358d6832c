/** Says what comes of a file that was asked for: being written, where it is, or why not; hands it to the browser. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { ExportedMessage } from "../../../core/protocol";
import { useBoard } from "../../board";
import type { Translate } from "../../shell/context";
import { bytes_of, save_file } from "../../shell/save";

/** Files that were handed over, whichever of several displays of a board did it. */
const handed = new WeakSet<ExportedMessage>();

export function ShareBar() {
  const { snap, t, announce, copy, store } = useBoard();
  const { sharing, exported } = snap;
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!exported) return;
    announce(words_of(exported, t));
    if (handed.has(exported)) return;
    handed.add(exported);
    download(exported);
  }, [exported, announce, t]);
  useLayoutEffect(() => {
    if (sharing?.reason) announce(failure(sharing.format, sharing.reason, t));
  }, [sharing, announce, t]);
  if (!sharing && !exported) return null;
  const failed = sharing?.reason;
  const close = () => {
    const button = bar.current?.closest(".cjm-map")?.querySelector<HTMLElement>(".cjm-share");
    store.end_export();
    button?.focus();
  };
  return (
    <div
      class={`cjm-banner cjm-banner--${failed ? "error" : exported?.problem ? "warning" : "info"} cjm-share-bar`}
      role={failed ? "alert" : "status"}
      aria-busy={Boolean(sharing && !failed)}
      ref={bar}
    >
      <span class="cjm-banner__text">
        {failed && failure(sharing.format, failed, t)}
        {sharing && !failed && t("share.writing", { format: t(`share.format_${sharing.format}`) })}
        {exported && words_of(exported, t)}
      </span>
      {exported?.path && (
        <button type="button" class="cjm-button" onClick={() => copy(exported.path ?? "")}>
          {t("share.copy_path")}
        </button>
      )}
      {exported?.data && (
        <button type="button" class="cjm-button" onClick={() => download(exported)}>
          {t("share.again")}
        </button>
      )}
      {(failed || exported) && (
        <button
          type="button"
          class="cjm-button cjm-button--icon"
          aria-label={t("common.dismiss")}
          title={t("common.dismiss")}
          onClick={close}
        >
          ✕
        </button>
      )}
    </div>
  );
}

function words_of({ name, size, path, problem }: ExportedMessage, t: Translate): string {
  if (path !== null) return t("share.done", { name, size, path });
  return t("share.done_only_here", { name, size, reason: problem });
}

const failure = (format: ExportedMessage["format"], reason: string, t: Translate): string =>
  t("share.failed", { format: t(`share.format_${format}`), reason });

function download({ data, mime, name }: ExportedMessage): void {
  if (data) save_file(bytes_of(data), mime, name);
}
