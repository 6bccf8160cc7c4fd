/** The container image: what completes it after jib, and what it must hold. */
@NullMarked
package io.healthmon.javalin.image;

import org.jspecify.annotations.NullMarked;
