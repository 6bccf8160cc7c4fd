package io.healthmon.jdbc;

import static io.healthmon.jdbc.generated.Tables.HEALTHMON_DELIVERY;
import static io.healthmon.jdbc.generated.Tables.HEALTHMON_OUTBOX;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.SQLDataType.INSTANT;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.healthmon.notify.Delivery;
import io.healthmon.store.OutboxEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/** Remembers attempts to send, and what they come to for each notification. */
final class InsertDeliveries {

    /**
     * What some attempts come to.
     *
     * @param attempts the highest number
     * @param end the one that ended it
     */
    private record Sum(String key, int attempts, Optional<Delivery> end) {

        static Sum of(Delivery one) {
            return new Sum(
                    one.key(),
                    one.attempt(),
                    Optional.of(one).filter(each -> each.outcome().ends()));
        }

        /** As {@link OutboxEntry#after} has it: the first that ends it, but for one that was sent. */
        static Sum plus(Sum before, Sum next) {
            boolean sent = next.end.isPresent() && next.end.get().outcome() == Delivery.Outcome.SENT;
            return new Sum(
                    before.key,
                    Math.max(before.attempts, next.attempts),
                    before.end.isEmpty() || sent ? next.end : before.end);
        }
    }

    private InsertDeliveries() {}

    static void run(DSLContext transaction, List<Delivery> deliveries) {
        transaction.execute(
                """
                insert into {0} (key, channel, service_name, triggered_at, attempt, outcome, at, took_ms, detail, digest)
                select * from unnest({1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10})""",
                HEALTHMON_DELIVERY,
                Column.of(deliveries, VARCHAR, Delivery::key),
                Column.of(deliveries, VARCHAR, Delivery::channel),
                Column.of(deliveries, VARCHAR, delivery -> delivery.alert().service()),
                Column.of(deliveries, INSTANT, delivery -> delivery.alert().triggeredAt()),
                Column.of(deliveries, INTEGER, Delivery::attempt),
                Column.of(deliveries, VARCHAR, delivery -> delivery.outcome().word()),
                Column.of(deliveries, INSTANT, Delivery::at),
                Column.of(deliveries, INTEGER, delivery ->
                        (int) Math.min(Integer.MAX_VALUE, delivery.took().toMillis())),
                Column.of(deliveries, VARCHAR, Delivery::detail),
                Column.of(deliveries, VARCHAR, delivery -> delivery.digest().orElse(null)));
        Map<String, Sum> sums = new HashMap<>();
        deliveries.forEach(delivery -> sums.merge(delivery.key(), Sum.of(delivery), Sum::plus));
        update(transaction, sums.values());
    }

    private static void update(DSLContext transaction, Collection<Sum> sums) {
        transaction.execute(
                """
                update {0} as kept set
                  attempts = greatest(kept.attempts, fresh.attempts),
                  status = case when fresh.ends then fresh.outcome else kept.status end,
                  ended_at = case when fresh.ends then fresh.at else kept.ended_at end,
                  digest = case when fresh.ends then fresh.digest else kept.digest end
                from (select kept.id, sum.attempts, sum.outcome, sum.at, sum.digest,
                    sum.outcome is not null and (kept.status = {6} or sum.outcome = {7}) as ends
                  from unnest({1}, {2}, {3}, {4}, {5}) as sum (key, attempts, outcome, at, digest)
                    join {0} as kept on kept.key = sum.key) as fresh
                where kept.id = fresh.id""",
                HEALTHMON_OUTBOX,
                Column.of(sums, VARCHAR, Sum::key),
                Column.of(sums, INTEGER, Sum::attempts),
                Column.of(
                        sums,
                        VARCHAR,
                        sum -> sum.end().map(end -> end.outcome().word()).orElse(null)),
                Column.of(sums, INSTANT, sum -> sum.end().map(Delivery::at).orElse(null)),
                Column.of(
                        sums,
                        VARCHAR,
                        sum -> sum.end().flatMap(Delivery::digest).orElse(null)),
                inline(OutboxEntry.Status.PENDING.word()),
                inline(Delivery.Outcome.SENT.word()));
    }
}
