/**
 * What a draft of targets and policy would have alerted, had it been in force: the recorded log, folded once more, and held against the
 * alerts that were recorded.
 */
@NullMarked
package io.healthmon.replay;

import org.jspecify.annotations.NullMarked;
