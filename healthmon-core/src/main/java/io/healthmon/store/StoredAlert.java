package io.healthmon.store;

import io.healthmon.alert.Alert;

/**
 * A row of the alert table.
 *
 * @param id given by the store
 * @param alert the alert as it is now
 */
public record StoredAlert(long id, Alert alert) {}
