/**
 * The pipeline: not for users, may change at any time.
 */
@NullMarked
package io.healthmon.internal;

import org.jspecify.annotations.NullMarked;
