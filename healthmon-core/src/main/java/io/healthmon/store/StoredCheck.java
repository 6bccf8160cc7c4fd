package io.healthmon.store;

import io.healthmon.evaluate.CheckResult;

/**
 * A row of the check log.
 *
 * @param id given by the store, increasing with the order of recording
 * @param check the check; its response time is to the millisecond
 */
public record StoredCheck(long id, CheckResult check) {}
