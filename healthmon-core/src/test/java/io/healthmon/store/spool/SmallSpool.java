package io.healthmon.store.spool;

import java.io.IOException;
import java.nio.file.Path;

/** Spools of so few bytes that a test fills them. */
public final class SmallSpool {

    private SmallSpool() {}

    /** One of so many files of 64 KB. */
    public static Spool open(Path folder, int files) throws IOException {
        return Spool.open(folder, files * 65_536L, 65_536);
    }
}
