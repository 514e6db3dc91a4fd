/** What became of what was to be copied. */
export type Copied = 'copied' | 'downloaded';

/** What of the browser is needed for it. */
export interface CopyPorts {
  /** The browser's clipboard: a page that came over plain HTTP has none. */
  readonly clipboard: Pick<Clipboard, 'writeText'> | undefined;
  /** Copies as the person would, by selecting the text; false where the browser does not let us. */
  readonly select: (text: string) => boolean;
  readonly download: (text: string, name: string) => void;
}

/** Puts a text on the clipboard; where no way leads there, it is downloaded as a file of this name. */
export async function copy(text: string, name: string, ports: CopyPorts = browserPorts()): Promise<Copied> {
  try {
    if (ports.clipboard !== undefined) {
      await ports.clipboard.writeText(text);
      return 'copied';
    }
  } catch {
    // Refused: the page has no focus, or the person has not allowed it.
  }
  if (ports.select(text)) return 'copied';
  ports.download(text, name);
  return 'downloaded';
}

function browserPorts(): CopyPorts {
  return {
    clipboard: navigator.clipboard,
    select: selectAndCopy,
    download: (text, name) => download(new Blob([text], { type: 'text/plain;charset=utf-8' }), name),
  };
}

/** Saves bytes as a file of this name. */
export function download(bytes: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  // The browser reads it after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function selectAndCopy(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('aria-hidden', 'true');
  field.className = 'copied-text';
  // What is outside of an open dialog cannot be selected.
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
