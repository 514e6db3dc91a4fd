package dev.easel.bench.scenario;

/** {@code y = a · xᵇ}, laid through points by least squares of their logarithms. */
final class PowerLaw {
    private PowerLaw() {}

    /** The exponent b: 0 of what does not grow with x, 1 of what doubles with it. */
    static double exponent(double[] x, double[] y) {
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
