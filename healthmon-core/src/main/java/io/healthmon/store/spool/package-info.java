/**
 * Where steps wait on disk while the store is away: {@link io.healthmon.store.spool.Spool}. Part of the store: what lies here, fsync'd,
 * is recorded.
 */
@NullMarked
package io.healthmon.store.spool;

import org.jspecify.annotations.NullMarked;
