import { type EditingSettings, editingSettings } from '@easel/sdk';
import { Stored } from '../../common/stored.ts';

/** The person's editing settings, kept in this browser. A stored value that is out of bounds counts as not set. */
export const editing = new Stored<EditingSettings>('editing', (value) => {
  try {
    return editingSettings(typeof value === 'object' && value !== null ? value : {});
  } catch {
    return editingSettings();
  }
});
