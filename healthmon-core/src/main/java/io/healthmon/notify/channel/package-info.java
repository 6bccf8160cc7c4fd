/**
 * The channels that need no library: each is a record of its settings that opens as a {@link io.healthmon.notify.Notifier}.
 */
@NullMarked
package io.healthmon.notify.channel;

import org.jspecify.annotations.NullMarked;
