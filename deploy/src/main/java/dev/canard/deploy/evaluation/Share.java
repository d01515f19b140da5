package dev.canard.deploy.evaluation;

/**
 * A share of some cases.
 *
 * @param part how many, at most {@code of}
 * @param of of how many
 */
public record Share(long part, long of) {

    /** Of the normal distribution, for 95%. */
    private static final double Z = 1.959963984540054;

    /** The share; NaN of none. */
    public double value() {
        return of == 0 ? Double.NaN : (double) part / of;
    }

    /** The lower end of the 95% interval (Wilson 1927); 0 of none. */
    public double low() {
        return of == 0 ? 0 : Math.max(0, centre() - halfWidth());
    }

    /** The upper end; 1 of none. */
    public double high() {
        return of == 0 ? 1 : Math.min(1, centre() + halfWidth());
    }

    private double centre() {
        return (part + Z * Z / 2) / (of + Z * Z);
    }

    private double halfWidth() {
        return Z / (of + Z * Z) * Math.sqrt((double) part * (of - part) / of + Z * Z / 4);
    }
}
