/**
 * What of a synced entity a client may know: tags of fields, powers of two. A field without a tag
 * is public. Where a view does not hold a tag, its fields are undefined on that client.
 */
export const OWNER = 1;
/** Known to one's own side, wherever they are. */
export const ALLY = 2;
/** Known to whoever has the entity in sight. */
export const SIGHT = 4;

/** Rooms of up to this many seats have one view for all: everybody may know everything. */
export const SHARED_VIEW_SEATS = 16;

/** Does this client know where the entity is? */
export const isInSight = (entity: { readonly x: number }): boolean =>
  (entity.x as number | undefined) !== undefined;
