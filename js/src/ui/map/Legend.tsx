/** The line under the map: what the signs mean, and how much of the map is assumption. */
import { percent } from "../../core/format";
import { useIntensity } from "../curve/use_look";
import { useMap } from "./context";

interface LegendProps {
  share: number | null;
  locale: string;
  curve: boolean;
  metrics: boolean;
}

export function Legend({ share, locale, curve, metrics }: LegendProps) {
  const { t } = useMap();
  const [intensity] = useIntensity();
  const signs = [
    curve && (["drawn", "legend_drawn"] as const),
    metrics && (["measured", "legend_measured"] as const),
    curve && intensity && (["intensity", "legend_intensity"] as const),
    ["moment", "legend_moment"] as const,
    metrics && (["few", "legend_few"] as const),
    ["assumed", "legend_assumed"] as const,
  ].filter((sign) => sign !== false);
  return (
    <footer class="cjm-legend">
      <ul class="cjm-legend__signs" aria-label={t("map.legend")}>
        {signs.map(([sign, key]) => (
          <li key={sign}>
            <span class="cjm-sign" data-sign={sign} aria-hidden="true">
              {sign === "moment" ? "★" : sign === "intensity" ? "◇" : ""}
            </span>{" "}
            {t(`map.${key}`)}
          </li>
        ))}
      </ul>
      {share !== null && <span>{t("map.assumption", { share: percent(share, locale) })}</span>}
    </footer>
  );
}
