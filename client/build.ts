declare const __BUILD_ID__: string;

/** Which build this page is; the server refuses others at the door. */
export const BUILD_ID = __BUILD_ID__;
