/** Tells whether a pointer is down anywhere on the page. */
export function pressed(): () => boolean {
  let isPressed = false;
  const become = (is: boolean) => () => {
    isPressed = is;
  };
  if (typeof window !== 'undefined')
    for (const [type, is] of [
      ['pointerdown', true],
      ['pointerup', false],
      ['pointercancel', false],
    ] as const)
      window.addEventListener(type, become(is), { capture: true });
  return () => isPressed;
}
