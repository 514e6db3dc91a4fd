/**
 * Who follows whom in a circle that goes over `own` and begins with `leader`, whom it follows or is about to: nobody
 * there leads, and each takes the other's view, made a little smaller, for ever. Empty where there is no circle.
 *
 * @param followedBy whom a session follows
 */
export function circleOver(
  own: string,
  leader: string,
  followedBy: (session: string) => string | undefined,
): readonly string[] {
  const circle: string[] = [];
  for (let at: string | undefined = leader; at !== undefined; at = followedBy(at)) {
    if (circle.includes(at)) return [];
    circle.push(at);
    if (at === own) return circle;
  }
  return [];
}
