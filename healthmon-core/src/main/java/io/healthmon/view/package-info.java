/**
 * What readers ask: status, history, alerts, uptime, summary.
 */
@NullMarked
package io.healthmon.view;

import org.jspecify.annotations.NullMarked;
