/** The dots a stage or lane is dragged by; a finger that starts here drags at once instead of scrolling. */
export function Grip() {
  return (
    <span class="cjm-grip" data-grip="" aria-hidden="true">
      ⠿
    </span>
  );
}
