/**
 * The channel {@code email}, which needs {@code org.eclipse.angus:angus-mail} on the class path.
 */
@NullMarked
package io.healthmon.javalin.email;

import org.jspecify.annotations.NullMarked;
