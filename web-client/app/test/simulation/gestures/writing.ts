import { own } from '../excalidraw.ts';
import { TextField } from '../textField.ts';
import { any, type Gesture, type Hand, pause, place } from './hand.ts';

export function* label(hand: Hand): Gesture {
  const container = any(hand, (element) => own.isValidTextContainer(element));
  const field = container && TextField.ofContainer(hand.editor, container.id);
  if (field) yield* write(hand, field);
}

export function* writeFreely(hand: Hand): Gesture {
  yield* write(hand, TextField.at(hand.editor, ...place(hand.random)));
}

export function* rewrite(hand: Hand): Gesture {
  const text = any(hand, ({ type }) => type === 'text');
  const field = text && TextField.of(hand.editor, text.id);
  if (field) yield* write(hand, field);
}

function* write(hand: Hand, field: TextField): Gesture {
  const { random } = hand;
  yield pause(random);
  if (random.chance(0.15)) {
    hand.erase(field.id);
    field.write('');
    yield pause(random);
  }
  for (let count = random.below(4); count > 0; count--) {
    field.write(`${field.value} ${hand.word(field.id)}`.trim());
    yield random.chance(0.3) ? 300 + random.below(500) : pause(random);
  }
  field.submit();
  yield pause(random);
}
