/**
 * The way out: names become addresses, and these are dialled.
 */
@NullMarked
package io.healthmon.outbound;

import org.jspecify.annotations.NullMarked;
