/** What a map without stages, or without lanes, offers to begin with; draws no grid. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { useBoard } from "../board";
import { add_usual_lanes, first_stage, new_lane, new_stage, USUAL } from "./beginnings";
import { useMap } from "./context";
import { TemplateList } from "./templates/TemplateList";
import { lane_title } from "./titles";

interface ChoiceProps {
  text: string;
  strong?: boolean;
  run: () => void;
}

function Choice({ text, strong = false, run }: ChoiceProps) {
  const { locked } = useBoard();
  return (
    <button
      type="button"
      class={strong ? "cjm-button cjm-button--strong" : "cjm-button"}
      aria-disabled={locked}
      onClick={() => !locked && run()}
    >
      {text}
    </button>
  );
}

/** No stage yet: the first one, with the usual lanes when there are none either. */
export function Empty({ lanes }: { lanes: number }) {
  const map = useMap();
  const { t } = map;
  const here = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The name of a first stage was cancelled: the focus comes back to where it was asked for.
    if (map.left_empty) here.current?.querySelector("button")?.focus();
    map.left_empty = false;
  }, [map]);
  return (
    <div class="cjm-empty" ref={here}>
      <strong>{t("map.empty_title")}</strong>
      <p>{t("map.empty_help")}</p>
      <span class="cjm-empty__choices">
        {lanes === 0 && <Choice strong text={t("map.empty_usual")} run={() => first_stage(map)} />}
        <Choice strong={lanes > 0} text={t("map.empty_action")} run={() => new_stage(map, null)} />
      </span>
      {lanes === 0 && (
        <div class="cjm-empty__templates">
          <strong>{t("templates.begin")}</strong>
          <TemplateList />
        </div>
      )}
    </div>
  );
}

/** Stages but no lane: the usual ones at once, or one by one. */
export function NoLanes() {
  const map = useMap();
  const { t } = map;
  return (
    <div class="cjm-empty">
      <strong>{t("map.no_lanes_title")}</strong>
      <p>{t("map.no_lanes_help")}</p>
      <span class="cjm-empty__choices">
        <Choice strong text={t("map.usual_lanes")} run={() => add_usual_lanes(map)} />
        {USUAL.map((kind) => (
          <Choice
            key={kind}
            text={lane_title(t, { kind, metric: "", title: "", subtitle: "" })}
            run={() => new_lane(map, kind)}
          />
        ))}
      </span>
    </div>
  );
}
