/** One choice out of a list, as the browser's own select; knows no record. */
import { useBoard } from "../board";

interface SelectProps {
  value: string;
  options: readonly (readonly [value: string, name: string])[];
  onPick: (value: string) => void;
}

export function Select({ value, options, onPick }: SelectProps) {
  const { locked } = useBoard();
  return (
    <select
      class="cjm-input cjm-select"
      value={value}
      disabled={locked}
      onChange={({ currentTarget }) => {
        if (currentTarget.value !== value) onPick(currentTarget.value);
      }}
    >
      {options.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
}
