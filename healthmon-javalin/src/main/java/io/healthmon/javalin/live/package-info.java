/**
 * What open pages are told while they are open, as server-sent events.
 */
@NullMarked
package io.healthmon.javalin.live;

import org.jspecify.annotations.NullMarked;
