/**
 * What stands between the network and the routes: how many connections, how long, how much, and on whose threads.
 */
@NullMarked
package io.healthmon.javalin.server;

import org.jspecify.annotations.NullMarked;
