package io.healthmon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.alert.ServiceMatcher;
import io.healthmon.alert.Severity;
import io.healthmon.notify.Channel;
import io.healthmon.notify.ChannelOptions;
import io.healthmon.notify.Channels;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notifier;
import io.healthmon.notify.Receipt;
import io.healthmon.notify.Route;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The channels of a {@link Simulation}: everything goes to {@code all}, what is critical to {@code urgent} too, and to {@code pager}, which
 * keeps alerts, what concerns the red team. Each fails in its own time and way.
 */
final class SimulatedChannels {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration GIVE_UP = Duration.ofDays(3);

    /** How a channel is. */
    enum Manner {
        TAKES,
        /** 500. */
        FAILS,
        /** 429, and to come again in up to two hours. */
        BUSY,
        /** Neither takes it nor answers. */
        HANGS,
        /** Takes it and does not answer. */
        TAKES_AND_HANGS,
        /** Takes it, and the answer is lost. */
        CUTS,
        /** For ever, whatever it is. */
        REFUSES,
        /** Each time another of these, but for the last. */
        FICKLE
    }

    private final Random lot;
    private final Consumer<Duration> meanwhile;
    private final Runnable death;
    private final Map<String, Told> ledgers = new LinkedHashMap<>();
    private final Map<String, Manner> manners = new LinkedHashMap<>();
    private final Channels channels;
    private long sendsToLive = Long.MAX_VALUE;

    /**
     * @param meanwhile lets time pass
     * @param death ends the process
     */
    SimulatedChannels(Random lot, Consumer<Duration> meanwhile, Runnable death) {
        this.lot = lot;
        this.meanwhile = meanwhile;
        this.death = death;
        channels = new Channels(
                List.of(channel("all", false), channel("urgent", false), channel("pager", true)),
                List.of(
                        Route.all(List.of("all")),
                        new Route(
                                List.of("urgent"),
                                Set.of(Severity.CRITICAL),
                                ServiceMatcher.ALL,
                                Optional.empty(),
                                false,
                                false),
                        new Route(
                                List.of("pager"),
                                Set.of(),
                                new ServiceMatcher(List.of(), Map.of("team", "red")),
                                Optional.empty(),
                                true,
                                true)));
    }

    private Channel channel(String name, boolean keepsAlerts) {
        Told ledger = new Told(name);
        ledgers.put(name, ledger);
        return new Channel(
                name,
                new Notifier() {
                    @Override
                    public Receipt send(Message message, Duration deadline) throws InterruptedException {
                        return answer(ledger, message);
                    }

                    @Override
                    public boolean keepsAlerts() {
                        return keepsAlerts;
                    }
                },
                new ChannelOptions(DEADLINE, 1 + lot.nextInt(3), Duration.ofSeconds(30), GIVE_UP));
    }

    Channels channels() {
        return channels;
    }

    /** What each took. */
    Map<String, Told> ledgers() {
        return ledgers;
    }

    /** Some channel changes, in whatever way. */
    String change() {
        List<String> names = List.copyOf(ledgers.keySet());
        String name = names.get(lot.nextInt(names.size()));
        Manner manner = lot.nextInt(3) == 0 ? Manner.TAKES : Manner.values()[lot.nextInt(Manner.values().length)];
        manners.put(name, manner);
        return name + " " + manner;
    }

    void dieAtSend(int sends) {
        sendsToLive = sends;
    }

    /** All take what they are given. */
    void end() {
        manners.clear();
        sendsToLive = Long.MAX_VALUE;
    }

    private Receipt answer(Told ledger, Message message) throws InterruptedException {
        Manner manner = manners.getOrDefault(ledger.channel(), Manner.TAKES);
        if (manner == Manner.FICKLE) {
            manner = Manner.values()[lot.nextInt(Manner.REFUSES.ordinal())];
        }
        if (--sendsToLive <= 0) {
            sendsToLive = Long.MAX_VALUE;
            manner = lot.nextBoolean() ? Manner.FAILS : Manner.CUTS;
            death.run();
        }
        return switch (manner) {
            case TAKES, FICKLE -> {
                ledger.take(message, true);
                yield new Receipt.Taken("taken");
            }
            case FAILS -> new Receipt.Failed("HTTP 500", Optional.empty());
            case BUSY -> new Receipt.Failed("HTTP 429", Optional.of(Duration.ofSeconds(lot.nextInt(7_200))));
            case HANGS -> hang();
            case TAKES_AND_HANGS -> {
                ledger.take(message, false);
                yield hang();
            }
            case CUTS -> {
                ledger.take(message, false);
                yield new Receipt.Failed("the connection was cut", Optional.empty());
            }
            case REFUSES -> new Receipt.Refused("HTTP 403");
        };
    }

    private Receipt hang() throws InterruptedException {
        meanwhile.accept(DEADLINE);
        throw new InterruptedException();
    }

    /** The process died: what comes now may have come before. */
    void died() {
        ledgers.values().forEach(Told::died);
    }

    /** Throws the first thing that was wrong with what was told. */
    void verify() {
        ledgers.values().forEach(Told::verify);
        assertThat(ledgers).isNotEmpty();
    }
}
