package dev.easel.server.copying;

import dev.easel.protocol.json.JsonWriter;
import dev.easel.server.copying.DrawingCopy.Code;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The points of a line or stroke, relative to its place. Immutable.
 *
 * @param xy of each point, one after the other
 * @param pressures of each point; empty where there are none
 */
record Path(double[] xy, double[] pressures) {
    /** How far from the middle of a board, and from its element, something may lie, in pixels: as boards draw it. */
    static final double FARTHEST = 1_000_000;

    /** Of one line or stroke. */
    static final int MOST_POINTS = 1_000_000;

    static Path line(double toX, double toY) {
        return new Path(new double[] {0, 0, toX, toY}, new double[0]);
    }

    /**
     * Points that are none (NaN) are left out, and their pressures with them; empty where fewer than {@code least} are
     * left.
     *
     * @param points as {@code LooseJson} reads them
     * @param pressures as {@code LooseJson} reads them; those that are none become 0.5
     * @throws LeftOut there are too many
     */
    static Optional<Path> read(double[] points, double[] pressures, int least) throws LeftOut {
        if (points.length > 2 * MOST_POINTS) {
            throw new LeftOut(Code.TOO_LARGE, "it is too large: it has over " + MOST_POINTS + " points");
        }
        boolean hasPressures = 2 * pressures.length == points.length;
        double[] xy = new double[points.length];
        double[] pressed = new double[hasPressures ? pressures.length : 0];
        int count = 0;
        for (int i = 0; 2 * i < points.length; i++) {
            if (isFar(points[2 * i]) || isFar(points[2 * i + 1])) {
                continue;
            }
            xy[2 * count] = points[2 * i];
            xy[2 * count + 1] = points[2 * i + 1];
            if (hasPressures) {
                pressed[count] = Double.isNaN(pressures[i]) ? 0.5 : pressures[i];
            }
            count++;
        }
        return count < least
                ? Optional.empty()
                : Optional.of(new Path(Arrays.copyOf(xy, 2 * count), Arrays.copyOf(pressed, hasPressures ? count : 0)));
    }

    private static boolean isFar(double coordinate) {
        return !(Math.abs(coordinate) <= FARTHEST);
    }

    /** Whether one of its points is too far from the first. */
    boolean isFar() {
        return Arrays.stream(xy).anyMatch(Path::isFar);
    }

    int count() {
        return xy.length / 2;
    }

    boolean hasPressures() {
        return pressures.length > 0;
    }

    double width() {
        return most(0) - least(0);
    }

    double height() {
        return most(1) - least(1);
    }

    double least(int axis) {
        double least = xy[axis];
        for (int i = axis; i < xy.length; i += 2) {
            least = Math.min(least, xy[i]);
        }
        return least;
    }

    private double most(int axis) {
        double most = xy[axis];
        for (int i = axis; i < xy.length; i += 2) {
            most = Math.max(most, xy[i]);
        }
        return most;
    }

    boolean beginsAtItsPlace() {
        return xy[0] == 0 && xy[1] == 0;
    }

    /** The same with its first point at 0, 0. */
    Path fromItsPlace() {
        double[] moved = xy.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= xy[i % 2];
        }
        return new Path(moved, pressures);
    }

    /** The points from one to another, both included, as they are. */
    Path part(int from, int to) {
        return new Path(
                Arrays.copyOfRange(xy, 2 * from, 2 * to + 2),
                hasPressures() ? Arrays.copyOfRange(pressures, from, to + 1) : pressures);
    }

    void writePoints(JsonWriter out) {
        out.name("points").open('[');
        for (int i = 0; i < xy.length; i += 2) {
            out.open('[').number(xy[i]).number(xy[i + 1]).close(']');
        }
        out.close(']');
    }

    void writePressures(JsonWriter out) {
        out.name("pressures").open('[');
        for (double pressure : pressures) {
            out.number(pressure);
        }
        out.close(']');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Path that && Arrays.equals(xy, that.xy) && Arrays.equals(pressures, that.pressures);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(xy) + Arrays.hashCode(pressures);
    }

    @Override
    public String toString() {
        return "Path of " + count() + " points";
    }
}
