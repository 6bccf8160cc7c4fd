/**
 * Where steps are recorded and read again: the {@link io.healthmon.store.Store} SPI and the in-memory store.
 */
@NullMarked
package io.healthmon.store;

import org.jspecify.annotations.NullMarked;
