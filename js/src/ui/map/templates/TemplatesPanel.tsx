/** The journey templates beside a map that has begun: what is lacking is added, nothing is taken away. */
import { useMap } from "../context";
import { Frame } from "../panel/Frame";
import { TemplateList } from "./TemplateList";

export function TemplatesPanel() {
  const { t } = useMap();
  return (
    <Frame title={t("templates.title")}>
      <p class="cjm-faint">{t("templates.help")}</p>
      <TemplateList />
    </Frame>
  );
}
