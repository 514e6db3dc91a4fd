import type { AssetStore, KeptAsset } from '../assets/index.ts';
import type { OutboxStore, StoredEdit } from '../outbox/index.ts';
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
    async clients(project) {
      return [...(projects.get(project)?.keys() ?? [])];
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
  };
}

/** Assets that live as long as the page: for tests. */
export function memoryAssets(): AssetStore {
  const assets = new Map<string, KeptAsset>();
  const key = (project: string, fileId: string) => `${project} ${fileId}`;
  return {
    keep: async (asset) => void assets.set(key(asset.project, asset.fileId), asset),
    remove: async (project, fileId) => void assets.delete(key(project, fileId)),
    get: async (project, fileId) => assets.get(key(project, fileId)),
    ofProject: async (project) => [...assets.values()].filter((asset) => asset.project === project),
  };
}
