/** What a person may set about editing. Always whole numbers within the bounds. */
export interface EditingSettings {
  /** Milliseconds of quiet after which typing becomes one undo step, and after which edits are sent. */
  readonly autoSaveInterval: number;
  /** How many undo steps are kept. */
  readonly undoStackLimit: number;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly standard: number;
}

/** For forms that offer the settings. */
export const editingBounds: { readonly [setting in keyof EditingSettings]: Bounds } = {
  autoSaveInterval: { least: 100, most: 5_000, standard: 300 },
  undoStackLimit: { least: 10, most: 500, standard: 100 },
};

const standard: EditingSettings = {
  autoSaveInterval: editingBounds.autoSaveInterval.standard,
  undoStackLimit: editingBounds.undoStackLimit.standard,
};

/** `previous` with the settings that `partial` names; throws a `RangeError` for one that is out of bounds. */
export function editingSettings(
  partial: Partial<EditingSettings> = {},
  previous: EditingSettings = standard,
): EditingSettings {
  return {
    autoSaveInterval: checked('autoSaveInterval', partial.autoSaveInterval ?? previous.autoSaveInterval),
    undoStackLimit: checked('undoStackLimit', partial.undoStackLimit ?? previous.undoStackLimit),
  };
}

function checked(setting: keyof EditingSettings, value: number): number {
  const { least, most } = editingBounds[setting];
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`${setting} is a whole number from ${least} to ${most}, not ${String(value)}`);
}
