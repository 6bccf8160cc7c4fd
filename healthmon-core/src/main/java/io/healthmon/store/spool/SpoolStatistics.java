package io.healthmon.store.spool;

/**
 * How full a spool is.
 *
 * @param entries steps that wait in it
 * @param bytes what they take
 * @param capacity what they may take at most
 * @param reserved what of that has its place on the disk
 * @param givenUp checks that were given up since the start because there was no more room
 * @param damaged entries that could not be read again since the start
 * @param bytesPerEntry what an entry takes, as far as that is known
 */
public record SpoolStatistics(
        long entries, long bytes, long capacity, long reserved, long givenUp, long damaged, double bytesPerEntry) {

    /** Of none. */
    public static final SpoolStatistics NONE = new SpoolStatistics(0, 0, 0, 0, 0, 0, 0);

    /** How many seconds it lasts if so many entries come each second: for ever without any. */
    public double secondsLeft(double entriesPerSecond) {
        return (capacity - bytes) / (entriesPerSecond * bytesPerEntry);
    }
}
