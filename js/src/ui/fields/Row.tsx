/** One line of a panel: a name on the left, its field on the right; knows no record. */
import type { ComponentChildren } from "preact";

interface RowProps {
  label: string;
  /** Several controls: the name is that of the group. */
  group?: boolean;
  children: ComponentChildren;
}

export function Row({ label, group = false, children }: RowProps) {
  if (group) {
    return (
      <div class="cjm-line" role="group" aria-label={label}>
        <span class="cjm-line__name" aria-hidden="true">
          {label}
        </span>
        <div class="cjm-line__field">{children}</div>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="cjm-line">
      <span class="cjm-line__name">{label}</span>
      <span class="cjm-line__field">{children}</span>
    </label>
  );
}

/** A part of a panel under a small heading. */
export function Part({ title, children }: { title?: string; children: ComponentChildren }) {
  return (
    <section class="cjm-part">
      {title && <h4 class="cjm-part__title">{title}</h4>}
      {children}
    </section>
  );
}
