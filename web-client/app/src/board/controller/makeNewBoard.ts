import { type Api, makeProject, uuid } from '@easel/sdk';
import { blobOf } from '../images/dataUrl.ts';
import type { BoardController } from './BoardController.ts';

/**
 * Makes a new board of one that the server does not have any longer, of all that is here of it. Resolves to its id, and
 * to how many objects and images it lacks, refused or not here, once all else is durable. Where that is none, what this
 * browser kept of the old one is forgotten then, and not before.
 */
export async function makeNewBoard(
  api: Api,
  { canvas, project, images }: Pick<BoardController, 'canvas' | 'project' | 'images'>,
  title: string,
): Promise<{ readonly id: string; readonly leftOut: number }> {
  const { objects, projectSettings: settings } = project;
  const forget = project.forgetter();
  const files = canvas.getFiles();
  const assets = new Map<string, Blob>();
  let missing = 0;
  for (const fileId of new Set([...objects.values()].map(({ fileId }) => fileId))) {
    if (typeof fileId !== 'string') continue;
    const file = files[fileId];
    const bytes = file ? blobOf(file.dataURL) : await images.kept(fileId);
    if (bytes === undefined) missing++;
    else assets.set(fileId, bytes);
  }
  const made = await makeProject(api, { title, settings, objects, assets, client: uuid() });
  const leftOut = missing + made.leftOut.objects.length + made.leftOut.assets.length;
  if (leftOut === 0)
    await Promise.all([forget(), images.uploads.forget(assets.keys())]).catch(() => undefined);
  return { id: made.project.id, leftOut };
}
