package io.healthmon.outbound;

import java.util.List;

/**
 * What leads out of the monitor: the spec of a check, the settings of a channel. Asked when it is configured, so that an address that
 * would never be dialled is refused there and then.
 */
public interface Dials {

    /** Where it leads at first; a redirect may lead further. None for what connects to nothing, or to a socket file. */
    List<Destination> destinations();
}
