/**
 * Checks written by the embedder as a function.
 */
@NullMarked
package io.healthmon.check.custom;

import org.jspecify.annotations.NullMarked;
