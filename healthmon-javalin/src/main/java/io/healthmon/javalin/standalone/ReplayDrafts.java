package io.healthmon.javalin.standalone;

import io.healthmon.HealthTarget;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.context.AlertContext;
import io.healthmon.alert.context.MaintenancePlan;
import io.healthmon.alert.context.Silences;
import io.healthmon.javalin.Drafts;
import io.healthmon.javalin.cron.UnixCron;
import io.healthmon.javalin.standalone.config.ConfigException;
import io.healthmon.javalin.standalone.config.Draft;
import io.healthmon.javalin.standalone.config.DraftReader;
import io.healthmon.replay.ReplayRequest;
import java.time.Instant;
import java.util.List;

/** From a draft of a configuration to what is to be replayed. */
final class ReplayDrafts implements Drafts {

    @Override
    public ReplayRequest read(String text, Instant since, Instant until) {
        try {
            Draft draft = DraftReader.read(text, until);
            return request(draft.targets(), draft.maintenance(), draft.canaries(), since, until);
        } catch (ConfigException errors) {
            throw new IllegalArgumentException(errors.getMessage(), errors);
        }
    }

    static ReplayRequest request(
            List<HealthTarget> targets,
            List<MaintenanceWindow> maintenance,
            List<String> canaries,
            Instant since,
            Instant until) {
        return ReplayRequest.of(targets, since, until)
                .in(new AlertContext(MaintenancePlan.of(maintenance, UnixCron.READER), Silences.NONE, canaries));
    }
}
