/** Tags as chips, with suggestions of those used elsewhere; knows no record. */
import { useRef } from "preact/hooks";
import { useBoard } from "../board";
import { Icon } from "../shell/icon";
import { Combo } from "./Combo";

interface TagsProps {
  tags: readonly string[];
  /** Tags that are used elsewhere, the most frequent first. */
  known: readonly string[];
  label: string;
  onCommit: (tags: string[]) => void;
}

export function Tags({ tags, known, label, onCommit }: TagsProps) {
  const { locked, t } = useBoard();
  const whole = useRef<HTMLDivElement>(null);
  const without = (tag: string | undefined) => onCommit(tags.filter((other) => other !== tag));
  const add = (word: string) => {
    const tag = word.replace(/^#+/, "").trim();
    if (tag && !tags.includes(tag)) onCommit([...tags, tag]);
  };
  return (
    <div class="cjm-tags" ref={whole}>
      {[...new Set(tags)].map((tag) => (
        <span key={tag} class="cjm-tags__tag" dir="auto">
          {tag}
          {!locked && (
            <button
              type="button"
              class="cjm-tags__off"
              aria-label={t("card.remove_tag", { tag })}
              title={t("card.remove_tag", { tag })}
              onClick={() => {
                whole.current?.querySelector("input")?.focus();
                without(tag);
              }}
            >
              <Icon name="x" size={10} />
            </button>
          )}
        </span>
      ))}
      <Combo
        label={label}
        placeholder={t("card.add_tag")}
        options={known.filter((tag) => !tags.includes(tag)).map((tag) => ({ key: tag, name: tag }))}
        fresh={(word) => t("card.new_word", { word })}
        onPick={add}
        onBack={() => tags.length > 0 && without(tags.at(-1))}
      />
    </div>
  );
}
