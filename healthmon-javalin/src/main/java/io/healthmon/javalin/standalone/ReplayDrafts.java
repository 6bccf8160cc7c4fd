package io.healthmon.javalin.standalone;

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

/** From a draft of a configuration to what is to be replayed. */
final class ReplayDrafts implements Drafts {

    @Override
    public ReplayRequest read(String text, Instant since, Instant until) {
        try {
            return request(DraftReader.read(text, until), since, until);
        } catch (ConfigException errors) {
            throw new IllegalArgumentException(errors.getMessage(), errors);
        }
    }

    static ReplayRequest request(Draft draft, Instant since, Instant until) {
        MaintenancePlan plan = MaintenancePlan.of(draft.maintenance(), UnixCron.READER);
        return ReplayRequest.of(draft.targets(), since, until)
                .in(new AlertContext(plan, Silences.NONE, draft.canaries(), draft.cutOffThreshold()));
    }
}
