/** The buttons that save what the page holds as files; knows no map. */
import type { Exported } from "../../core/exported";
import type { Translate } from "../shell/context";
import { save_file } from "../shell/save";

const KINDS = {
  json: { type: "application/json", text: (data: Exported) => data.document },
  csv: { type: "text/csv;charset=utf-8", text: (data: Exported) => data.csv },
} as const;

export function Saves({ data, t }: { data: Exported; t: Translate }) {
  return (
    <>
      {(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => {
        const { text, type } = KINDS[kind];
        const held = text(data);
        if (held === null) return null;
        return (
          <button
            key={kind}
            type="button"
            class="cjm-button"
            title={t(`export.save_${kind}_title`)}
            onClick={() => save_file(held, type, `${data.name}.${kind === "json" ? "cjm.json" : kind}`)}
          >
            {t(`export.save_${kind}`)}
          </button>
        );
      })}
    </>
  );
}
