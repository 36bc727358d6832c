/** Saved views of a journey as pure gestures and comparisons; shows nothing, changes nothing itself. */

import { remove_records } from "./cascade";
import { edit, type Wish } from "./commands";
import { equal } from "./equal";
import { type Filters, NO_FILTERS } from "./filters";
import { new_id } from "./ids";
import { key_at } from "./order";
import type { Op } from "./protocol";
import { type State, where } from "./state";
import type { SavedView } from "./types.gen";

/** How a map is looked at. */
export interface Look {
  readonly depth: SavedView["depth"];
  readonly filters: Filters;
  readonly search: string;
}

/** The saved views of a journey, in order. */
export const views = (state: State, journey_id: string): SavedView[] =>
  where(state, "views", (view) => view.journey_id === journey_id);

export function look_of({ depth, search, ...view }: SavedView): Look {
  const filters = Object.fromEntries(
    (Object.keys(NO_FILTERS) as (keyof Filters)[]).map((group) => [group, view[group]]),
  ) as unknown as Filters;
  return { depth, search, filters };
}

/** True when both show the same; the order of choices does not count. */
export function same_look(a: Look, b: Look): boolean {
  const sorted = ({ filters, depth, search }: Look) => [
    depth,
    search,
    Object.entries(filters)
      .map(([group, values]) => [group, [...values].sort()])
      .sort(([x], [y]) => (String(x) < String(y) ? -1 : 1)),
  ];
  return equal(sorted(a), sorted(b));
}

const fields_of = ({ depth, filters, search }: Partial<Look>): Wish<"views"> =>
  ({ ...(depth && { depth }), ...filters, ...(search !== undefined && { search }) }) as Wish<"views">;

/** Save a view at the end of the list. */
export function add_view(
  state: State,
  journey_id: string,
  { name, id = new_id("view"), ...look }: Look & { name: string; id?: string },
): Op[] {
  const order = key_at(views(state, journey_id), null);
  return [
    {
      op: "put",
      table: "views",
      record: { id, journey_id, name, order, ...fields_of(look) } as { id: string },
    },
  ];
}

/** Give a view another name, or what is looked at now. */
export const edit_view = (state: State, id: string, wish: Partial<Look> & { name?: string }): Op[] =>
  edit(state, "views", id, { ...fields_of(wish), ...(wish.name !== undefined && { name: wish.name }) });

export const remove_view = (state: State, id: string): Op[] => remove_records(state, "views", [id]);
