/**
 * What is watched and how often: schedule, thresholds, names, secrets; the registry of targets.
 */
@NullMarked
package io.healthmon.target;

import org.jspecify.annotations.NullMarked;
