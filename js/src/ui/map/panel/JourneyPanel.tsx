/** The settings of a journey: every field of its record, each committed by itself; knows no grid. */
import { edit_journey } from "../../../core/commands";
import { get, personas, where } from "../../../core/state";
import type { JourneyRecord } from "../../../core/types.gen";
import { useBoard } from "../../board";
import { Part, Row } from "../../fields/Row";
import { Select } from "../../fields/Select";
import { Tags } from "../../fields/Tags";
import { TextField } from "../../fields/TextField";
import { useMap } from "../context";
import { Frame } from "./Frame";

const KINDS = [
  "current_state",
  "future_state",
  "day_in_the_life",
  "service_blueprint",
  "experience_map",
] as const;
const SHAPES = ["linear", "cyclic", "omnichannel"] as const;

type Texts = { [K in keyof JourneyRecord]: JourneyRecord[K] extends string ? K : never }[keyof JourneyRecord];
type Lists = "target_kpis" | "resources_at_hand" | "resources_needed";

interface PartProps {
  journey: JourneyRecord;
  set: (fields: Partial<JourneyRecord>) => boolean;
}

export function JourneyPanel() {
  const map = useMap();
  const { snap } = useBoard();
  const { t } = map;
  const journey = get(snap.state, "journeys", map.journey_id);
  const set: PartProps["set"] = (fields) =>
    map.commit("edit_journey", edit_journey(map.state, map.journey_id, fields), t("map.edited"));
  return (
    <Frame title={t("journey.heading")}>
      <div class="cjm-journey-panel">
        {journey && (
          <>
            <General journey={journey} set={set} />
            <Objective journey={journey} set={set} />
            <Scope journey={journey} set={set} />
            <People journey={journey} set={set} />
            <Part title={t("journey.resources")}>
              <Lines journey={journey} set={set} name="resources_at_hand" />
              <Lines journey={journey} set={set} name="resources_needed" />
            </Part>
          </>
        )}
      </div>
    </Frame>
  );
}

/** One text; `single` for names. */
function Text({ journey, set, name, single = false }: PartProps & { name: Texts; single?: boolean }) {
  const { t } = useMap();
  return (
    <Row label={t(`journey.${name}` as "journey.owner")}>
      <TextField
        value={String(journey[name])}
        single={single}
        rows={single ? 1 : 2}
        onCommit={(text) => (text || name !== "title" ? set({ [name]: text }) : false)}
      />
    </Row>
  );
}

/** One item a line. */
function Lines({ journey, set, name }: PartProps & { name: Lists }) {
  const { t } = useMap();
  return (
    <Row label={t(`journey.${name}`)}>
      <TextField
        value={journey[name].join("\n")}
        rows={2}
        placeholder={t("journey.one_a_line")}
        onCommit={(text) =>
          set({
            [name]: text
              .split("\n")
              .map((line) => line.trim())
              .filter(Boolean),
          })
        }
      />
    </Row>
  );
}

function General({ journey, set }: PartProps) {
  const map = useMap();
  const { t } = map;
  const known = new Set(where(map.state, "journeys").flatMap((each) => each.tags));
  return (
    <Part title={t("journey.general")}>
      <Text journey={journey} set={set} name="title" single />
      <Row label={t("journey.kind")}>
        <Select
          value={journey.kind}
          options={KINDS.map((kind) => [kind, t(`map.kind_${kind}`)] as const)}
          onPick={(kind) => set({ kind: kind as JourneyRecord["kind"] })}
        />
      </Row>
      <Row label={t("journey.shape")}>
        <Select
          value={journey.shape}
          options={SHAPES.map((shape) => [shape, t(`journey.shape_${shape}`)] as const)}
          onPick={(shape) => set({ shape: shape as JourneyRecord["shape"] })}
        />
      </Row>
      <Text journey={journey} set={set} name="owner" single />
      <Text journey={journey} set={set} name="status" single />
      <Row label={t("journey.tags")} group>
        <Tags
          label={t("journey.tags")}
          tags={journey.tags}
          known={[...known]}
          onCommit={(tags) => set({ tags })}
        />
      </Row>
    </Part>
  );
}

function Objective({ journey, set }: PartProps) {
  const { t } = useMap();
  return (
    <Part title={t("journey.objective_part")}>
      <Text journey={journey} set={set} name="objective" />
      <Text journey={journey} set={set} name="problem" />
      <Text journey={journey} set={set} name="business_goal" />
      <Lines journey={journey} set={set} name="target_kpis" />
    </Part>
  );
}

function Scope({ journey, set }: PartProps) {
  const { t } = useMap();
  return (
    <Part title={t("journey.scope_part")}>
      <Text journey={journey} set={set} name="scope" />
      <Text journey={journey} set={set} name="trigger" />
      <Text journey={journey} set={set} name="finish_line" />
      <Text journey={journey} set={set} name="expected_duration" single />
      <Text journey={journey} set={set} name="frequency" single />
      <Text journey={journey} set={set} name="stake" />
    </Part>
  );
}

/** Whose journey it is; where nobody is chosen it is everyone's. */
function People({ journey, set }: PartProps) {
  const map = useMap();
  const { locked } = useBoard();
  const { t } = map;
  const everyone = personas(map.state);
  const chosen = new Set(journey.personas);
  const toggle = (id: string, on: boolean) =>
    set({
      personas: everyone.map((one) => one.id).filter((other) => (other === id ? on : chosen.has(other))),
    });
  return (
    <Part title={t("journey.personas")}>
      {everyone.length === 0 && <p class="cjm-faint">{t("journey.no_personas")}</p>}
      {everyone.map(({ id, name, role }) => (
        <label key={id} class="cjm-check cjm-journey-panel__person">
          <input
            type="checkbox"
            checked={chosen.has(id)}
            disabled={locked}
            onChange={({ currentTarget }) => toggle(id, currentTarget.checked)}
          />
          <span dir="auto">{[name, role].filter(Boolean).join(", ")}</span>
        </label>
      ))}
      {everyone.length > 0 && chosen.size === 0 && <p class="cjm-faint">{t("journey.everyone")}</p>}
    </Part>
  );
}
