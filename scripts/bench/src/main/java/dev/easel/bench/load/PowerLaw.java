package dev.easel.bench.load;

/** {@code y = a · xᵇ}, fitted to points by least squares of their logarithms. */
public final class PowerLaw {
    private PowerLaw() {}

    /** The exponent b: 0 for what does not grow with x, 1 for what doubles when x does. */
    public static double exponent(double[] x, double[] y) {
        int count = x.length;
        double sumX = 0;
        double sumY = 0;
        double sumXX = 0;
        double sumXY = 0;
        for (int i = 0; i < count; i++) {
            double logX = Math.log(x[i]);
            double logY = Math.log(y[i]);
            sumX += logX;
            sumY += logY;
            sumXX += logX * logX;
            sumXY += logX * logY;
        }
        return (count * sumXY - sumX * sumY) / (count * sumXX - sumX * sumX);
    }
}
