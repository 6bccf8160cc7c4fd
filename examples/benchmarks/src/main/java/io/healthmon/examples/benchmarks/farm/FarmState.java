package io.healthmon.examples.benchmarks.farm;

import java.util.List;

/**
 * What a farm says of itself on its control port.
 *
 * @param pid its process
 * @param endpoints where it listens
 * @param refusing an endpoint that refuses connections
 */
public record FarmState(long pid, List<String> endpoints, String refusing) {}
