package io.healthmon.target;

/**
 * When a service counts as flapping: the weighted share of changes between healthy and not healthy over its last 20 checks, as Icinga
 * has it. The newest change weighs 1.2, the oldest 0.8. While it flaps, its alert stays open.
 *
 * @param high begins above this share, in percent; 1 to 100, Icinga's default is 30
 * @param low ends below this share, in percent; not above {@code high}, Icinga's default is 25
 */
public record Flapping(int high, int low) {

    /** Icinga's: from above 30 % until below 25 %. */
    public static final Flapping DEFAULT = new Flapping(30, 25);

    public Flapping {
        if (high < 1 || high > 100) {
            throw new IllegalArgumentException("flapping.high must be 1 to 100 percent, not " + high);
        }
        if (low < 1 || low > high) {
            throw new IllegalArgumentException("flapping.low must be 1 to flapping.high (" + high + "), not " + low);
        }
    }
}
