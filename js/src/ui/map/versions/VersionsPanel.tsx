/** The versions of the document, over the whole width of the map: their list, and the one that is chosen. */
import { useRef } from "preact/hooks";
import { useBoard } from "../../board";
import { scheme_of } from "../../shell/scheme";
import { useMap } from "../context";
import { Frame } from "../panel/Frame";
import { NameVersion } from "./NameVersion";
import { usePast } from "./use_past";
import { VersionList } from "./VersionList";
import { VersionView } from "./VersionView";

export function VersionsPanel() {
  const map = useMap();
  const { t } = map;
  const { snap } = useBoard();
  const past = usePast();
  const whole = useRef<HTMLDivElement>(null);
  const { versions, chosen, faults } = past;
  const choose = (version: string, compared: boolean) =>
    past.choose({ version, compared, view: map.lens.depth, theme: scheme_of(whole.current) });
  const found = versions?.find((each) => each.id === chosen?.version);
  const fault = faults.list ?? faults.count;
  return (
    <Frame title={t("versions.title")} wide>
      <div class="cjm-versions" ref={whole}>
        <div class="cjm-versions__side">
          <p class="cjm-versions__help">{t("versions.help")}</p>
          <NameVersion past={past} />
          {fault && <p role="alert">{fault}</p>}
          {!versions && !fault && <p class="cjm-faint">{t("versions.loading")}</p>}
          {versions?.length === 0 && (
            <div class="cjm-versions__none">
              <strong>{t("versions.none")}</strong>
              <p>{t(snap.save.state === "memory" ? "versions.none_memory" : "versions.none_help")}</p>
            </div>
          )}
          {versions && versions.length > 0 && (
            <VersionList
              versions={versions}
              chosen={chosen?.version ?? null}
              choose={(id) => choose(id, chosen?.compared ?? false)}
            />
          )}
        </div>
        <div class="cjm-versions__main">
          {found && chosen ? (
            <VersionView
              key={found.id}
              past={past}
              version={found}
              compared={chosen.compared}
              compare={(compared) => choose(found.id, compared)}
            />
          ) : (
            versions?.length !== 0 && <p class="cjm-faint">{t("versions.choose")}</p>
          )}
        </div>
      </div>
    </Frame>
  );
}
