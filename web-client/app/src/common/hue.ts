/** Excalidraw gives its cursors this many hues, ten degrees apart; people's colours are of these. */
const HUES = 37;
const STEP = 10;

/** The hue that belongs to a name as long as its person has no other: the same everywhere. In degrees. */
export function hueOfName(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (hash % HUES) * STEP;
}

/** The nearest hue of a colour as clients tell theirs: `hsl(…)` or `#rrggbb`. Undefined for what is neither. */
export function hueOfColor(color: unknown): number | undefined {
  if (typeof color !== 'string') return undefined;
  const told = /^hsl\(\s*(\d{1,3}(?:\.\d+)?)(?:deg)?[\s,]/.exec(color)?.[1];
  const degrees = told === undefined ? hueOfHex(color) : Number(told);
  return degrees === undefined || degrees > 360 ? undefined : Math.round(degrees / STEP) * STEP;
}

/** A colour of this hue that is seen on white and on black. */
export function colorOfHue(hue: number): string {
  return `hsl(${hue} 65% 50%)`;
}

function hueOfHex(color: string): number | undefined {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (hex === null) return undefined;
  const [red, green, blue] = hex.slice(1).map((part) => Number.parseInt(part, 16)) as [
    number,
    number,
    number,
  ];
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range === 0) return undefined;
  if (most === red) return (60 * ((green - blue) / range) + 360) % 360;
  return 60 * (most === green ? (blue - red) / range + 2 : (red - green) / range + 4);
}
