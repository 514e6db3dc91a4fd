import { common } from './common.ts';
import { translator } from './translator.ts';

/** What a board says. */
export const board = {
  'board.menu': 'Menu',
  'board.colors': 'Colours',
  'board.canvas': 'Canvas',
  'board.outline': 'Texts on this board',
  'board.outline.nothing': 'Nothing is written on this board.',
  'board.title.failed': 'The title was not changed. {why}',
  'board.opening': 'Opening the board…',
  'board.opening.unreachable':
    'The server cannot be reached, and this browser has not kept the board. It opens when the server is back.',
  'board.opening.noSocket':
    'The server answers, but a proxy, firewall or add-on lets no WebSocket through. Ask whoever runs your network.',
  'board.opening.busy':
    'The server cannot open this board right now. It opens by itself when the server can.',
  'board.opening.refused':
    'The server does not let this page in. Open the board by the address that you were given.',
  'board.opening.signedOut': 'The server wants to know who you are. Sign in to open this board.',
  'board.menu.import': 'Import drawings…',
  'board.menu.importFile': 'Drawings to import',
  'board.menu.settings': 'Settings…',
  'board.form': 'Open as a form',
  'board.history': 'History',
  'board.history.opening': 'Opening the history…',
  'board.history.broken': 'The history could not be loaded. Check your connection and try again.',
  'board.note': 'Message',

  'board.object': 'Object',
  'board.object.says': '{kind} “{text}”',
  'board.object.rectangle': 'Rectangle',
  'board.object.diamond': 'Diamond',
  'board.object.ellipse': 'Ellipse',
  'board.object.arrow': 'Arrow',
  'board.object.line': 'Line',
  'board.object.freedraw': 'Drawing',
  'board.object.text': 'Text',
  'board.object.image': 'Image',
  'board.object.frame': 'Frame',
  'board.object.page': 'Web page',

  'board.closed.title': 'This board cannot be opened',
  'board.closed.gone': 'It does not exist: somebody deleted it, or the address is wrong.',
  'board.closed.revoked':
    'You have no access to it. Ask one of its owners, or the person who shared it with you.',
  'board.closed.trashed': 'Somebody deleted it. It is in the trash, and can be brought back as it was.',
  'board.closed.superseded':
    'It is open in another tab that took over this one. Continue there, or open it here again.',
  'board.closed.closed': 'It was closed.',

  'board.noAccess.message': 'A message to the owners (you may leave it empty)',
  'board.noAccess.ask': 'Ask for access',
  'board.noAccess.asked': 'The owners are told. Open this page again once they have let you in.',
  'board.noAccess.failed': 'The owners could not be told. {why}',
  'board.linkEnded.title': 'This link has ended',
  'board.linkEnded.text':
    'It was withdrawn, or its time is over. Ask the person who shared it with you for another one.',
  'board.role.lowered':
    'From now on you can only look at this board. What was not saved before is kept here.',
  'board.role.raised': 'You can draw on this board now.',
  'board.lost.gone': 'Somebody deleted this board',
  'board.lost.revoked': 'You no longer have access to this board',
  'board.lost.text':
    'You see what this browser has of it, with all your unsent work. It cannot be changed here any more.',
  'board.menu.delete': 'Delete…',
  'board.delete.title': 'Delete this board?',
  'board.delete.trash': {
    one: '{title} goes to the trash, for everybody. For {count} day it can be brought back as it was.',
    other: '{title} goes to the trash, for everybody. For {count} days it can be brought back as it was.',
  },
  'board.delete.gone':
    '{title} and everything drawn in it will be deleted, for everybody. This cannot be undone.',
  'board.delete.keep': 'Keep it',
  'board.delete.failed': 'The board could not be deleted. {why}',
  'board.trash.text': 'It is in the trash, and can be brought back as it was.',
  'board.trash.back': 'Bring it back',
  'board.trash.failed': 'It could not be brought back. {why}',
  'board.lost.export': 'Export',
  'board.lost.make': 'Make a new board of it',
  'board.lost.making': 'Making a new board…',
  'board.lost.failed': 'The new board could not be made. {why}',
  'board.lost.partly': {
    one: 'The new board lacks {count} object or image: refused, or not here. Export this board to keep it.',
    other:
      'The new board lacks {count} objects or images: refused, or not here. Export this board to keep them.',
  },
  'board.lost.open': 'Open the new board',

  'board.save.state': 'Save state: {state}',
  'board.save.viewOnly': 'View only',
  'board.save.viewOnly.more': 'You can look at this board and follow others, not change it.',
  'board.save.opening': 'Opening…',
  'board.save.saved': 'Saved',
  'board.save.saved.more': 'Everything on this board is stored on the server.',
  'board.save.saving': 'Saving…',
  'board.save.saving.more': 'On the way to the server: {things}.',
  'board.save.saving.unkept': 'On the way to the server: {things}. Leave this tab open until then.',
  'board.save.looking': 'Looking for earlier changes.',
  'board.save.offline': 'Offline, kept in this browser',
  'board.save.offline.more':
    'Waiting: {things}. You can continue: your work is kept in this browser and sent when the connection is back.',
  'board.save.offline.nothing':
    'Nothing is waiting. You can continue: your work is kept in this browser and sent when the connection is back.',
  'board.save.notSaving': 'Not saving',
  'board.save.notSaving.stopped':
    'The server cannot store more right now. What you draw is kept in this browser and sent when it can.',
  'board.save.notSaving.notKept':
    'There is no connection, and this browser does not keep what you draw. Leave this tab open until you are online.',
  'board.save.notSaving.setAside':
    'Some changes could not be saved. The panel below says why. The rest of your work is safe.',
  'board.save.notSaving.imageRefused':
    'The server refused an image. The panel below says why. The rest of your work is safe.',
  'board.save.notSaving.imageNotKept':
    'This browser could not keep an image. Leave this tab open until the image is on the server.',
  'board.save.notSaving.closed':
    'This board is closed, and some of what you drew has not reached the server.',
  'board.save.away':
    'There is no connection. Your work is kept in this browser, and saved when the connection is back.',
  'board.save.away.unkept': 'Nothing can be saved at the moment. The word “Not saving” tells why.',
  'board.changes': { one: '{count} change', other: '{count} changes' },
  'board.images': { one: '{count} image', other: '{count} images' },
  'board.away': 'No connection. You can continue: your work is kept in this browser and sent later.',
  'board.away.noSocket':
    'A proxy, firewall or add-on lets no WebSocket through. You can continue: your work is kept here and sent later.',
  'board.away.busy':
    'The server cannot open this board right now. You can continue: your work is kept in this browser and sent later.',
  'board.away.refused':
    'The server does not let this page in. You can continue: your work is kept in this browser and sent later.',
  'board.away.signedOut':
    'You are no longer signed in. Sign in to go on with the others: your work is kept in this browser and sent then.',

  'board.setAside.name': 'Changes that could not be saved',
  'board.setAside.title': {
    one: 'A change could not be saved',
    other: '{count} changes could not be saved',
  },
  'board.setAside.text':
    'The rest of your work is safe. Copy these changes if you want to keep them, then dismiss them.',

  'board.refusal.invalid': 'The server cannot use it ({detail}).',
  'board.refusal.not_found': 'What it changes is no longer there ({detail}).',
  'board.refusal.conflict': 'Somebody else has changed the same meanwhile ({detail}).',
  'board.refusal.too_large': 'It is larger than a board takes ({detail}).',
  'board.refusal.forbidden': 'You may not change this ({detail}).',

  'board.words': 'The words',
  'board.words.copy': 'Copy the words',
  'board.lostWords.name': 'Words that are not on the board',
  'board.lostWords.title': 'Words that are not on the board',
  'board.lostWords.mine.replaced':
    'Somebody else has changed a text in which you wrote, and your words are not in it any more. These are yours:',
  'board.lostWords.mine.deleted':
    'Somebody else has deleted a text in which you wrote. These are your words:',
  'board.lostWords.theirs.replaced':
    'Somebody else wrote in the same text as you, and your words are on the board. These are theirs:',
  'board.lostWords.theirs.deleted':
    'Somebody else wrote in a text that was deleted at the same time. These are their words:',
  'board.lostWords.tooLong': 'A text became too long: {reason} What it held before is on the board.',

  'board.refused.name': 'Images that are not saved',
  'board.refused.title': { one: 'An image is not saved', other: '{count} images are not saved' },
  'board.refused.text': 'Nobody else sees them. If you dismiss them, they are deleted from this browser.',
  'board.refused.unreadable': 'It cannot be read. Insert it again.',
  'board.refused.tooLarge': 'It is too large ({reason}). Make it smaller and insert it again.',
  'board.refused.type': 'A board cannot show images of its type ({reason}). Convert it and insert it again.',
  'board.refused.gone': 'This board no longer exists: somebody has deleted it.',
  'board.refused.other': 'The server does not take it: {reason}',

  'board.odd.name': 'Objects that cannot be shown',
  'board.odd.missing': { one: '{count} object cannot be shown', other: '{count} objects cannot be shown' },
  'board.odd.partly': {
    one: '{count} object is shown in part',
    other: '{count} objects are shown in part',
  },
  'board.odd.both': '{missing}; {partly}',
  'board.odd.text':
    'Something in them is broken. All the rest of the board is here, and you can go on drawing.',
  'board.odd.hide': 'Hide',
  'board.odd.see': 'See them…',
  'board.odd.more':
    'They stay on the server as they are. Export them to keep them, or delete them; you can undo that.',
  'board.odd.others': { one: 'And {count} more.', other: 'And {count} more.' },
  'board.odd.export': 'Export',
  'board.odd.deleteAll': 'Delete all',
  'board.odd.deleted': { one: '{count} object deleted', other: '{count} objects deleted' },
  'board.odd.why.type': 'A board knows no object of its type.',
  'board.odd.why.place': 'Where it is, is not a number.',
  'board.odd.why.size': 'How large it is, is not a number.',
  'board.odd.why.far': 'It is too far away.',
  'board.odd.why.large': 'It is too large.',
  'board.odd.why.points': 'Some or all of its points are missing.',
  'board.odd.why.empty': 'There is nothing to be seen of it: it has no size, no words, or no picture.',
  'board.odd.why.drawing': 'Drawing it fails.',

  'board.settings': 'Settings',
  'board.settings.name': 'Your name',
  'board.settings.name.more': 'Others see it beside your cursor.',
  'board.settings.name.signedIn': 'It is the name with which you are signed in.',
  'board.settings.color': 'Your colour',
  'board.settings.color.one': 'Colour {number} of {all}',
  'board.settings.autoSave': 'Pause that ends an undo step',
  'board.settings.autoSave.more':
    'What you type without such a pause is one step of undo. The form of an object also sends it then.',
  'board.settings.autoSave.bounds': 'ms, {least} to {most}',
  'board.settings.undo': 'Undo steps kept',
  'board.settings.undo.more': 'The oldest steps are dropped first.',
  'board.settings.undo.bounds': 'steps, {least} to {most}',

  'board.share': 'Share',
  'board.name.title': 'What is your name?',
  'board.name.save': 'Save the name',
  'board.name.later': 'Not now',

  'board.bring.somebody': 'Somebody',
  'board.bring.begun': 'Everybody is brought to what you see',
  'board.bring.wait': 'You have just done that. Wait a moment.',
  'board.bring.announced': '{name} is bringing everybody to what they see',
  'board.bring.stay': 'Stay here',
  'board.bring.stayed': 'You stay where you are',
  'board.bring.asked': '{name} asks everybody to come and see',
  'board.bring.go': 'Go there',
  'board.bring.there': 'You see what {name} sees',
  'board.bring.back': 'Go back',

  'board.look.begun': 'You only look now: nothing that you do here changes the board.',
  'board.look.end': 'Draw again',
  'board.look.ended': 'You can draw again.',
  'board.follow.circle': '{name} is following you already.',
  'board.link.gone': 'What this link leads to is no longer on the board.',
  'board.background.changed': 'Background and grid are changed for everybody',
  'board.background.failed': 'Background and grid were not changed. {why}',
  'board.titled': 'The board is called “{title}” now',

  'board.cannotKeep': 'This change cannot be kept: {reason}',
  'board.cannotKeep.part': 'Part of this change cannot be kept: {reason}',
  'board.writes': '{name} is writing',
  'board.writes.title': 'Somebody else is writing here',
  'board.writes.ask':
    '{name} is writing in this text. If you both write, only the words of one of you stay on the board.',
  'board.writes.goOn': 'Write anyway',
  'board.writes.leave': 'Leave it to them',
  'board.cameBack': 'Somebody deleted what you were working on. It is back.',
  'board.noLibrary': 'This browser does not keep the library: it is gone when this tab is closed.',
  'board.notLibrary':
    '{file} cannot be read as a library. To put what is in it on the board, choose “{menu}” in the menu.',
  'board.paste.odd': {
    one: '{count} pasted object cannot be shown, or only in part. Something in it is broken.',
    other: '{count} pasted objects cannot be shown, or only in part. Something in them is broken.',
  },
  'board.library.leftOut': {
    one: '{count} item of {file} cannot be read, or only in part. The rest is in your library.',
    other: '{count} items of {file} cannot be read, or only in part. The rest is in your library.',
  },
  'board.help.draw': 'Draw with the chosen tool, in the middle',
  'board.noEmbed': 'Boards show no other pages. The link is kept, and opens the page.',
  'board.brave':
    'This browser hides how wide texts are. Let it block fingerprinting less here (Brave: Shields), and reload.',
  'board.noImages': 'This browser keeps no images. Leave this tab open until the board says Saved.',
  'board.import.drawing': 'the drawing',
  'board.import.cancelled': 'The import was cancelled. Nothing of it is on the board.',
  'board.import.offline':
    'Drawings are read by the server, and it cannot be reached. Import them when the connection is back.',
  'board.import.busy': 'Another import is under way. Try again when it is done.',
  'board.import.done': { one: '{count} object imported', other: '{count} objects imported' },
  'board.undo.begun': 'Undoing …',
  'board.undo.failed': 'It could not be undone. {why}',
  'board.redo.begun': 'Doing it again …',
  'board.redo.failed': 'It could not be done again. {why}',
} as const;

export const t = translator({ ...common, ...board });
