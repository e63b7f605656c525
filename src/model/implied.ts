// values that an import wrote because they are the defaults of a library: nobody chose them

/** How the note beside such a value begins; the name of the library follows. */
export const DEFAULT_NOTE = "the default of";
