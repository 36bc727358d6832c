/** The way back to a version: a button, and the question before it; the kernel carries it out as one step. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Past } from "../../../core/past";
import type { VersionEntry } from "../../../core/version_messages";
import { useBoard } from "../../board";
import { useMap } from "../context";
import { title_of } from "./VersionList";

export function Restore({ past, version }: { past: Past; version: VersionEntry }) {
  const map = useMap();
  const { t } = map;
  const { locked, snap } = useBoard();
  const button = useRef<HTMLButtonElement>(null);
  const [asked, set_asked] = useState(false);
  const name = title_of(version, t);
  const why = reason();
  const close = () => {
    set_asked(false);
    button.current?.focus();
  };
  const restore = () => {
    if (past.doing !== null) return;
    past.restore(version.id, () => {
      map.close_panel();
      map.board.announce(t("versions.restored", { name }));
    });
  };
  function reason(): string | null {
    if (past.read_only !== null) return t("versions.cannot", { reason: past.read_only });
    if (locked) return t(snap.read_only ? "errors.read_only" : "errors.locked");
    return version.changes === 0 ? t("versions.same_help") : null;
  }
  return (
    <>
      <button
        type="button"
        class="cjm-button"
        ref={button}
        aria-disabled={why !== null}
        aria-expanded={asked}
        title={why ?? undefined}
        onClick={() => why === null && set_asked(!asked)}
      >
        {t("versions.restore")}
      </button>
      {why !== null && version.changes !== 0 && <p class="cjm-version-view__why">{why}</p>}
      {asked && why === null && <Question name={name} busy={past.doing !== null} yes={restore} no={close} />}
    </>
  );
}

interface QuestionProps {
  name: string;
  busy: boolean;
  yes: () => void;
  no: () => void;
}

/** Escape is no. */
function Question({ name, busy, yes, no }: QuestionProps) {
  const { t } = useMap();
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const title = t("versions.restore_title", { name });
  return (
    <div
      class="cjm-banner cjm-banner--warning cjm-version-view__question"
      role="alertdialog"
      aria-label={title}
      aria-busy={busy}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        no();
      }}
    >
      <span class="cjm-banner__text">
        <strong>{title}</strong> {t("versions.restore_help")}
      </span>
      <button
        type="button"
        class="cjm-button cjm-button--strong"
        ref={first}
        aria-disabled={busy}
        onClick={yes}
      >
        {t("versions.restore_yes")}
      </button>
      <button type="button" class="cjm-button" onClick={no}>
        {t("versions.restore_no")}
      </button>
    </div>
  );
}
