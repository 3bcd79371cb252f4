const STABLE_ID = /^[a-z]+\/[a-z_]+$/;

/** Is this text one of the ids that clients turn into words, rather than an exception's? */
export const isStableId = (text: string): boolean => STABLE_ID.test(text);
