import type { ListColumn, SavedViewView } from "./contract.ts";
import type { SavedView } from "./queries.ts";

export function toSavedViewView(view: SavedView, officerId: string, isUnderstood: boolean): SavedViewView {
  const { id, name, query, sort, isShared, version } = view;
  return {
    id, name, query, sort, isShared, version,
    columns: JSON.parse(view.columns) as ListColumn[],
    owner: { id: view.ownerId, name: view.ownerName },
    isOwn: view.ownerId === officerId,
    isUnderstood,
    changedAt: new Date(view.changedAt).toISOString(),
  };
}
