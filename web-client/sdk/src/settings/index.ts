export { type EditingSettings, editingBounds, editingSettings } from './editingSettings.ts';
