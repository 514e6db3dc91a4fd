/** What Excalidraw's modules ask of a browser when they are loaded. Nothing is ever drawn. */
export function pretendBrowser(): void {
  const nothing = () => undefined;
  const node = () => ({
    style: {},
    setAttribute: nothing,
    appendChild: nothing,
    getContext: () => ({ measureText: (text: string) => ({ width: text.length }) }),
  });
  const page = {
    window: globalThis,
    document: {
      createElement: node,
      documentElement: node(),
      body: node(),
      head: node(),
      fonts: { has: () => true },
      querySelector: () => null,
      addEventListener: nothing,
    },
    navigator: { userAgent: '', platform: 'Linux' },
    location: { origin: 'http://easel', href: 'http://easel/' },
    localStorage: { getItem: () => null, setItem: nothing, removeItem: nothing },
    matchMedia: () => ({ matches: false }),
    devicePixelRatio: 1,
    Element: class {},
    HTMLElement: class {},
    FontFace: class {},
    addEventListener: nothing,
    removeEventListener: nothing,
  };
  for (const [name, value] of Object.entries(page)) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true });
  }
}
