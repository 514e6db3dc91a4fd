import { common } from './common.ts';
import { translator } from './translator.ts';

/** What is said while drawings are imported, and of what was left out. */
export const importing = {
  'importing.begun': 'Importing {file} …',
  'importing.name': 'Import',
  'importing.step': '{number} of {count}',
  'importing.cancelling': 'Cancelling the import of {file} …',
  'importing.ask': 'This picture carries a drawing',
  'importing.ask.text':
    'The objects that {file} was made of are stored in it. Insert it as a picture, or import the objects?',
  'importing.ask.picture': 'As a picture',
  'importing.ask.drawing': 'As a drawing',
  'importing.told': 'Not everything was imported',
  'importing.told.text': {
    one: '{count} object is on the board, and selected. What was left out:',
    other: '{count} objects are on the board, and selected. What was left out:',
  },
  'importing.told.nothing': 'Nothing was put on the board.',
  'importing.left': { one: '{kind}: {reason}', other: '{kind} (×{count}): {reason}' },
  'importing.more': { one: 'and {count} more', other: 'and {count} more' },
  'importing.failed': 'The drawing was not imported. {why}',
  'importing.why.notAnObject': 'it is no object of a drawing',
  'importing.why.noType': 'it does not say what it is',
  'importing.why.unknownType': 'a board cannot show this type: {type}',
  'importing.why.notANumber': 'where it lies is not a number',
  'importing.why.tooFar': 'it lies too far out',
  'importing.why.tooLarge': 'it is too large',
  'importing.why.noSize': 'it has no size',
  'importing.why.notConnected': 'it has no points, and what it goes from or to is not there',
  'importing.why.noPicture': 'its picture is not in the file',
  'importing.why.pictureElsewhere': 'its picture is somewhere else, and is not fetched from there',
  'importing.why.pictureUnreadable': 'the data of its picture cannot be read',
  'importing.why.pictureType': 'its picture is of no kind that a board shows',
  'importing.why.truncated': 'the file is cut off or cannot be read from here on',
  'importing.why.empty': 'there is nothing in it',
} as const;

export const t = translator({ ...common, ...importing });
