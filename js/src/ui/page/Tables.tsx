/** What the map shows as plain tables: cards, emotions, numbers; for screen readers, search and copying. */
import type { Exported } from "../../core/exported";
import { interval, metric_value, number, signed } from "../../core/format";
import type { TextKey } from "../../core/i18n";
import { plain_text } from "../../core/markdown";
import { cell, get, lanes, personas, stages, where } from "../../core/state";
import type { Store } from "../../core/store";
import { place_name } from "../curve/between";
import { lane_title, maybe, stage_title } from "../map/titles";
import { FIELDS } from "../persona/fields";
import type { Translate } from "../shell/context";
import { state_words } from "./words";

interface Props {
  data: Exported;
  store: Store;
  t: Translate;
}

export function Tables(props: Props) {
  return (
    <div class="cjm-tables">
      {props.data.journey_id && (
        <>
          <Cards {...props} />
          <Emotions {...props} />
          <Measures {...props} />
        </>
      )}
      <People {...props} />
    </div>
  );
}

function Sheet({ title, heads: every, rows: found }: { title: string; heads: string[]; rows: string[][] }) {
  if (found.length === 0) return null;
  // A column in which nothing stands is left out.
  const used = every.map((_, column) => column === 0 || found.some((row) => row[column]));
  const heads = every.filter((_, column) => used[column]);
  const rows = found.map((row) => row.filter((_, column) => used[column]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section class="cjm-tables__sheet" tabIndex={0} aria-label={title}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nothing of it ever changes
            <tr key={at}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={heads[column]} scope="row" dir="auto">
                    {cell}
                  </th>
                ) : (
                  <td key={heads[column]} dir="auto">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const words = (t: Translate, keys: readonly TextKey[]) => keys.map((key) => t(key));

function Cards({ data, store, t }: Props) {
  const { state } = store.snapshot;
  const id = data.journey_id ?? "";
  const columns = stages(state, id);
  const rows = lanes(state, id).flatMap((lane) =>
    columns.flatMap((stage) =>
      cell(state, lane.id, stage.id).map((card) => [
        stage_title(t, stage),
        lane_title(t, lane),
        (card.moment_of_truth ? "★ " : "") +
          plain_text(card.text || (get(state, "channels", card.channel_id)?.name ?? "")),
        card.quote,
        t(`map.sentiment_${card.sentiment}`),
        card.evidence ? t(`map.evidence_${card.evidence}`) : "",
        card.source,
        card.tags.join(", "),
      ]),
    ),
  );
  const heads = words(t, [
    "export.stage",
    "export.lane",
    "export.text",
    "export.quote",
    "map.sentiment",
    "export.evidence",
    "export.source",
    "export.tags",
  ]);
  return <Sheet title={t("export.cards")} heads={heads} rows={rows} />;
}

function Emotions({ data, store, t }: Props) {
  const { state } = store.snapshot;
  const columns = stages(state, data.journey_id ?? "");
  const names = columns.map((stage) => ({ id: stage.id, name: stage_title(t, stage) }));
  const points = (stage_id: string) =>
    where(state, "emotions", (point) => point.stage_id === stage_id).sort((a, b) => a.after - b.after);
  const rows = columns.flatMap((stage) =>
    points(stage.id).map((point) => [
      place_name(t, names, point),
      get(state, "personas", point.persona_id)?.name ?? "",
      signed(point.value, data.locale, 1),
      (point.moment_of_truth ? "★ " : "") + point.label,
      point.quote,
      point.evidence ? t(`map.evidence_${point.evidence}`) : "",
    ]),
  );
  const heads = words(t, [
    "export.stage",
    "export.persona",
    "export.emotion",
    "export.feeling",
    "export.quote",
    "export.evidence",
  ]);
  return <Sheet title={t("export.emotions")} heads={heads} rows={rows} />;
}

function Measures({ data, store, t }: Props) {
  const { state } = store.snapshot;
  const columns = stages(state, data.journey_id ?? "");
  const rows = Object.entries(data.metrics).flatMap(([metric, cells]) =>
    columns.flatMap((stage) => {
      const found = cells[stage.id];
      if (!found || found.value === null) return [];
      return [
        [
          stage_title(t, stage),
          maybe(t, `lanes.metric_${metric}`) ?? metric,
          metric_value(found.value, found.unit, data.locale, metric),
          interval(found.low, found.high, found.unit, data.locale, metric),
          number(found.n, data.locale),
          state_words(t, found),
        ],
      ];
    }),
  );
  const heads = words(t, [
    "export.stage",
    "export.metric",
    "export.value",
    "export.interval",
    "export.n",
    "export.state",
  ]);
  return <Sheet title={t("export.part_numbers")} heads={heads} rows={rows} />;
}

function People({ store, t }: Props) {
  const people = personas(store.snapshot.state);
  const said = (value: unknown): string =>
    Array.isArray(value)
      ? value.map((item) => (typeof item === "object" ? item.channel : item)).join("; ")
      : String(value ?? "");
  const rows = FIELDS.map((name) => [
    t(`persona.${name}`),
    ...people.map((person) => said(person[name as keyof typeof person])),
  ]).filter(([, ...values]) => values.some(Boolean));
  const heads = [t("export.field"), ...people.map((person) => person.name)];
  return people.length ? <Sheet title={t("export.part_personas")} heads={heads} rows={rows} /> : null;
}
