/** What a project is called that nobody has named: as it is stored, and never translated. */
export const UNTITLED = 'Untitled';
