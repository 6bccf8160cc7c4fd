/**
 * The shapes that go over the wire. Only this package knows them.
 */
@NullMarked
package io.healthmon.javalin.wire;

import org.jspecify.annotations.NullMarked;
