import { type EditingSettings, editingSettings } from '@easel/sdk';
import { Stored } from '../common/stored.ts';

/** The person's settings of editing, kept in this browser. What is stored and out of bounds counts as not set. */
export const editing = new Stored<EditingSettings>('editing', (value) => {
  try {
    return editingSettings(typeof value === 'object' && value !== null ? value : {});
  } catch {
    return editingSettings();
  }
});
