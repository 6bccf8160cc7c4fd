package io.healthmon.outbound;

/** What a connection is for, as far as it decides where it may lead. */
public enum Purpose {
    /** No matter what. */
    ANY,
    /** A GET or HEAD of exactly {@code /health} or {@code /api/health}: what a monitor may ask of itself. */
    READ_HEALTH,
    /** A check of type {@code postgres}: the one that the monitor's own database may have. */
    CHECK_POSTGRES
}
