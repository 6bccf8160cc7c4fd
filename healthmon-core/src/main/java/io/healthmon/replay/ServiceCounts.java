package io.healthmon.replay;

/**
 * What of a service, or of all together, was replayed. Alerts are those that were opened in the time asked for.
 *
 * @param checks how many checks were folded
 * @param fired alerts that the draft opens
 * @param recorded alerts that were recorded
 * @param same of both: opened within one interval, and resolved so
 * @param longer of both: the draft's is active for longer
 * @param shorter of both: the draft's is resolved sooner
 * @param fresh the draft's alone
 * @param missing recorded alone
 * @param suppressed how often something kept one of the draft's alerts from being opened
 */
public record ServiceCounts(
        long checks,
        long fired,
        long recorded,
        long same,
        long longer,
        long shorter,
        long fresh,
        long missing,
        long suppressed) {

    /** Nothing. */
    public static final ServiceCounts NONE = new ServiceCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public ServiceCounts plus(ServiceCounts other) {
        return new ServiceCounts(
                checks + other.checks,
                fired + other.fired,
                recorded + other.recorded,
                same + other.same,
                longer + other.longer,
                shorter + other.shorter,
                fresh + other.fresh,
                missing + other.missing,
                suppressed + other.suppressed);
    }

    /** This with one more. */
    ServiceCounts plus(Verdict verdict) {
        return plus(
                switch (verdict) {
                    case SAME -> new ServiceCounts(0, 0, 0, 1, 0, 0, 0, 0, 0);
                    case LONGER -> new ServiceCounts(0, 0, 0, 0, 1, 0, 0, 0, 0);
                    case SHORTER -> new ServiceCounts(0, 0, 0, 0, 0, 1, 0, 0, 0);
                    case NEW -> new ServiceCounts(0, 0, 0, 0, 0, 0, 1, 0, 0);
                    case MISSING -> new ServiceCounts(0, 0, 0, 0, 0, 0, 0, 1, 0);
                });
    }

    /** How many differences there are. */
    public long differences() {
        return longer + shorter + fresh + missing;
    }
}
