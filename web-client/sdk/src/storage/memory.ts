import type { AssetStore, KeptAsset } from '../assets/index.ts';
import type { NoteStore } from '../notes/index.ts';
import type { OutboxStore, StoredEdit } from '../outbox/index.ts';
import type { Picture, PictureStore } from '../pictures/index.ts';
import type { Props } from '../protocol/change.ts';
import type { KeptStacks, UndoStore } from '../undo/index.ts';

/** An outbox that lives as long as the page: for tests. Values are copied, as IndexedDB does. */
export function memoryOutbox(): OutboxStore {
  const projects = new Map<string, Map<string, Map<number, StoredEdit>>>();
  const of = (project: string, client: string) => projects.get(project)?.get(client);
  const remove = (project: string, client: string, edits: readonly number[]) => {
    const kept = of(project, client);
    for (const edit of edits) kept?.delete(edit);
    if (kept?.size === 0) projects.get(project)?.delete(client);
  };
  return {
    async put(project, client, edits, gone = []) {
      const copies = structuredClone(edits);
      remove(project, client, gone);
      const clients = projects.get(project) ?? new Map<string, Map<number, StoredEdit>>();
      const kept = clients.get(client) ?? new Map<number, StoredEdit>();
      for (const edit of copies) kept.set(edit.edit, edit);
      if (kept.size > 0) projects.set(project, clients.set(client, kept));
    },
    async remove(project, client, edits) {
      remove(project, client, edits);
    },
    async read(project, client) {
      const kept = [...(of(project, client)?.values() ?? [])];
      return structuredClone(kept).sort((a, b) => a.edit - b.edit);
    },
    async count(project, client) {
      if (client !== undefined) return of(project, client)?.size ?? 0;
      return [...(projects.get(project)?.values() ?? [])].reduce((sum, { size }) => sum + size, 0);
    },
    async clients(project) {
      return [...(projects.get(project)?.keys() ?? [])];
    },
    async projects() {
      return [...projects].flatMap(([project, clients]) => (clients.size > 0 ? [project] : []));
    },
  };
}

/** Undo stacks that live as long as the page: for tests. Values are copied, as IndexedDB does. */
export function memoryUndo(): UndoStore {
  const kept = new Map<string, KeptStacks>();
  return {
    load: async (project) => structuredClone(kept.get(project)),
    save: async (project, stacks) => void kept.set(project, structuredClone(stacks)),
    clear: async (project) => void kept.delete(project),
    sweep: async () => undefined, // there is one tab
  };
}

/** Notes that live as long as the page: for tests. Values are copied, as IndexedDB does. */
export function memoryNotes(): NoteStore {
  const projects = new Map<string, Map<string, unknown>>();
  return {
    all: async (project) => structuredClone(projects.get(project) ?? new Map<string, unknown>()),
    async put(project, name, value) {
      const notes = projects.get(project) ?? new Map<string, unknown>();
      projects.set(project, notes.set(name, structuredClone(value)));
    },
    remove: async (project, name) => void projects.get(project)?.delete(name),
    sweep: async () => undefined, // there is one page
  };
}

/** Assets that live as long as the page: for tests. */
export function memoryAssets(): AssetStore {
  const assets = new Map<string, KeptAsset>();
  const key = (project: string, fileId: string) => `${project} ${fileId}`;
  return {
    keep: async (asset) => void assets.set(key(asset.project, asset.fileId), asset),
    async sent(project, fileId) {
      const asset = assets.get(key(project, fileId));
      if (asset !== undefined && asset.refused === undefined)
        assets.set(key(project, fileId), { ...asset, isSent: true });
    },
    remove: async (project, fileId) => void assets.delete(key(project, fileId)),
    get: async (project, fileId) => assets.get(key(project, fileId)),
    ofProject: async (project) => [...assets.values()].filter((asset) => asset.project === project),
    projects: async () => [...new Set([...assets.values()].map(({ project }) => project))],
  };
}

/** Pictures that live as long as the page: for tests. */
export function memoryPictures(): PictureStore {
  const pictures = new Map<string, Picture>();
  const objects = new Map<string, Map<string, Props>>();
  return {
    all: async () => [...pictures.values()],
    ids: async (project) => [...(objects.get(project)?.keys() ?? [])],
    async load(project) {
      const picture = pictures.get(project);
      return picture && { picture, objects: new Map(structuredClone(objects.get(project))) };
    },
    async put(project, changed) {
      const kept = objects.get(project) ?? new Map<string, Props>();
      for (const [id, props] of structuredClone(changed)) kept.set(id, props);
      objects.set(project, kept);
    },
    async finish(picture, gone) {
      for (const id of gone) objects.get(picture.project)?.delete(id);
      pictures.set(picture.project, picture);
    },
    async remove(project) {
      pictures.delete(project);
      objects.delete(project);
    },
  };
}
