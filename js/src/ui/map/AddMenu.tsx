/** The menu of what can be added to a map: stages, phases, every kind of lane by group, sets of lanes. */

import type { TextKey } from "../../core/i18n";
import { LANE_KINDS, LANE_METRICS, LANE_SETS } from "../../core/lane_kinds.gen";
import type { MapView } from "../../core/project";
import { lanes, phases, stages_of } from "../../core/state";
import type { MenuGroup, MenuItem } from "../shell/menu";
import { add_set, new_lane, new_phase, new_stage } from "./beginnings";
import type { LaneKind, MapControl } from "./control";
import { lane_title, phase_title } from "./titles";

/** Numbers and the curve are one to a journey; of every other kind there may be several lanes. */
const once = (kind: LaneKind): boolean => kind === "emotions" || kind === "metrics";

function axis(map: MapControl, view: MapView): MenuGroup {
  const { state, journey_id, t } = map;
  const empty = phases(state, journey_id).filter((phase) => stages_of(state, phase.id).length === 0);
  return {
    id: "axis",
    items: [
      { id: "stage", label: t("map.add_stage"), run: () => new_stage(map, view.stages.at(-1)?.id ?? null) },
      { id: "phase", label: t("map.add_phase"), run: () => new_phase(map) },
      ...empty.map((phase) => ({
        id: phase.id,
        label: t("structure.add_stage_in", { phase: phase_title(t, phase) }),
        run: () => new_stage(map, null, 1, [], phase.id),
      })),
    ],
  };
}

function lane_items(map: MapControl): [group: string, item: MenuItem][] {
  const { state, journey_id, t } = map;
  const has = new Set(lanes(state, journey_id).map((lane) => lane.metric || lane.kind));
  return (Object.keys(LANE_KINDS) as LaneKind[]).flatMap((kind) => {
    const metrics = kind === "metrics" ? LANE_METRICS : [""];
    return metrics
      .filter((metric) => !once(kind) || !has.has(metric || kind))
      .map((metric): [string, MenuItem] => [
        LANE_KINDS[kind].group,
        {
          id: metric || kind,
          label: lane_title(t, { kind, metric, title: "", subtitle: "" }),
          icon: LANE_KINDS[kind].icon,
          run: () => new_lane(map, kind, null, metric),
        },
      ]);
  });
}

/** All groups, in the order of the menu. */
export function add_groups(map: MapControl, view: MapView): MenuGroup[] {
  const { t } = map;
  const groups = new Map<string, MenuItem[]>();
  for (const [group, item] of lane_items(map)) groups.set(group, [...(groups.get(group) ?? []), item]);
  return [
    axis(map, view),
    ...[...groups].map(([id, items]) => ({ id, title: t(`structure.group_${id}` as TextKey), items })),
    {
      id: "sets",
      title: t("structure.sets"),
      items: Object.keys(LANE_SETS).map((name) => ({
        id: `set_${name}`,
        label: t(`structure.set_${name}` as TextKey),
        run: () => add_set(map, name),
      })),
    },
  ];
}
